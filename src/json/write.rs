//! Answers as JSON text, for the one way across to JavaScript, which parses it natively.
//!
//! A [`Serializer`] like any other, but written to stay small where every shape of an answer is compiled against it:
//! it only pushes to one text, and its one error says no more than that something is not writable.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, Serializer};

use super::quote;
use crate::quantity::Decimal;

/// A value as JSON text; none for what an answer never holds, such as bytes or a number that is no decimal.
pub fn text<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let mut text = Text(String::new());
    value.serialize(&mut text).ok().map(|()| text.0)
}

struct Text(String);

/// Something that JSON, or this writer, does not write.
#[derive(Debug)]
struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not writable")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Done = Result<(), Unwritable>;

impl Text {
    #[inline(never)]
    fn push(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// A comma, unless this is the first within its bracket.
    #[inline(never)]
    fn next(&mut self) {
        if !matches!(self.0.as_bytes().last(), Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }

    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.next();
        quote(&mut self.0, name);
        self.0.push(':');
    }
}

/// A list or an object that was begun, and how it ends.
struct Open<'a> {
    text: &'a mut Text,
    end: &'static str,
}

impl<'a> Serializer for &'a mut Text {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Open<'a>;
    type SerializeTuple = Open<'a>;
    type SerializeTupleStruct = Impossible<(), Unwritable>;
    type SerializeTupleVariant = Impossible<(), Unwritable>;
    type SerializeMap = Open<'a>;
    type SerializeStruct = Open<'a>;
    type SerializeStructVariant = Impossible<(), Unwritable>;

    /// Decimals are written from their steps, exactly, and not by way of a float.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Done {
        self.push(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Done {
        self.push(&value.to_string());
        Ok(())
    }

    fn serialize_u64(self, value: u64) -> Done {
        self.push(&value.to_string());
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Done {
        self.serialize_i64(value.into())
    }

    fn serialize_u8(self, value: u8) -> Done {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Done {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Done {
        self.serialize_u64(value.into())
    }

    /// The steps of a decimal.
    fn serialize_i128(self, value: i128) -> Done {
        let steps = i64::try_from(value).map_err(|_| Unwritable)?;
        self.push(&Decimal::from_steps(steps).to_string());
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Done {
        Err(Unwritable)
    }

    fn serialize_f64(self, _: f64) -> Done {
        Err(Unwritable)
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline(never)]
    fn serialize_str(self, value: &str) -> Done {
        quote(&mut self.0, value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Done {
        Err(Unwritable)
    }

    fn serialize_none(self) -> Done {
        self.push("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.push("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.push("null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Done {
        Err(Unwritable)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        self.0.push('[');
        Ok(Open { text: self, end: "]" })
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'a>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'a>, Unwritable> {
        self.0.push('{');
        Ok(Open { text: self, end: "}" })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'a>, Unwritable> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

impl ser::SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.text.next();
        value.serialize(&mut *self.text)
    }

    fn end(self) -> Done {
        self.text.push(self.end);
        Ok(())
    }
}

impl ser::SerializeTuple for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Done {
        self.text.push(self.end);
        Ok(())
    }
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    /// Names are texts, in every shape of ours.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Done {
        self.text.next();
        name.serialize(&mut *self.text)?;
        self.text.push(":");
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.text)
    }

    fn end(self) -> Done {
        self.text.push(self.end);
        Ok(())
    }
}

impl ser::SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Done {
        self.text.name(name);
        value.serialize(&mut *self.text)
    }

    fn end(self) -> Done {
        self.text.push(self.end);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::quantity::Decimal;

    #[derive(serde::Serialize)]
    struct Shape {
        list: Vec<Option<i32>>,
        text: &'static str,
        flag: bool,
        pair: (u8, &'static str),
        none: Option<()>,
        empty: [Vec<u8>; 2],
        map: std::collections::BTreeMap<&'static str, Box<Option<Shape>>>,
    }

    fn shape(inside: Option<Shape>) -> Shape {
        let map = [("a", Box::new(None)), ("b", Box::new(inside))].into();
        let list = vec![Some(1), None, Some(-7)];
        Shape {
            list,
            text: "血\"压",
            flag: true,
            pair: (2, "mmHg"),
            none: None,
            empty: [vec![], vec![]],
            map,
        }
    }

    #[test]
    fn it_writes_what_every_other_writer_does() {
        let value = shape(Some(shape(None)));
        assert_eq!(text(&value).expect("JSON"), serde_json::to_string(&value).expect("JSON"));
    }

    #[test]
    fn a_decimal_is_written_from_its_steps() {
        for number in ["7", "7.4", "-0.5", "12345678.9", "0.000000001", "9000000000.123456789"] {
            assert_eq!(text(&Decimal::parse(number)), Some(number.to_owned()));
        }
    }

    #[test]
    fn what_no_answer_holds_is_not_written_as_something_else() {
        assert_eq!(text(&0.5_f64), None);
        assert_eq!(text(&[Some(f64::NAN)]), None);
    }
}
