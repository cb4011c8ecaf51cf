//! Values as bytes, in order and without names: for rules that are compiled once and read at every start.
//!
//! Bytes that do not fit are read on as zeros and said to be wrong at the end: a way out after every field
//! weighed more in the browser than the reading.

/// Bytes being written: texts apart from numbers, because like beside like compresses better.
#[derive(Debug, Default)]
pub struct Packer {
    numbers: Vec<u8>,
    texts: String,
}

impl Packer {
    /// The bytes of a value: its texts, all in one, then its numbers.
    pub fn all<T: Packed>(value: &T) -> Vec<u8> {
        let (mut whole, mut rest) = (Self::default(), Self::default());
        value.pack(&mut rest);
        rest.texts.len().pack(&mut whole);
        [whole.numbers, rest.texts.into_bytes(), rest.numbers].concat()
    }

    /// Writes a byte.
    pub fn byte(&mut self, byte: u8) {
        self.numbers.push(byte);
    }
}

/// A value that can be written as bytes and read again by the same build.
pub trait Packed: Sized {
    /// Writes it.
    fn pack(&self, out: &mut Packer);
    /// Reads it; something harmless, noted, where the bytes do not fit.
    fn unpack(from: &mut Unpacker<'_>) -> Self;
}

/// Bytes being read.
#[derive(Debug)]
pub struct Unpacker<'b> {
    numbers: &'b [u8],
    texts: &'b str,
    is_wrong: bool,
}

impl<'b> Unpacker<'b> {
    /// The value of [`Packer::all`]; none where the bytes are not exactly those of one.
    pub fn all<T: Packed>(bytes: &'b [u8]) -> Option<T> {
        let mut from = Self { numbers: bytes, texts: "", is_wrong: false };
        let length = usize::unpack(&mut from);
        let (texts, numbers) = from.numbers.split_at_checked(length)?;
        from = Self { numbers, texts: std::str::from_utf8(texts).ok()?, ..from };
        let value = T::unpack(&mut from);
        (from.numbers.is_empty() && from.texts.is_empty() && !from.is_wrong).then_some(value)
    }

    /// Notes that the bytes do not fit, and gives what is read in their place.
    pub fn wrong<T>(&mut self, instead: T) -> T {
        self.is_wrong = true;
        instead
    }

    fn byte(&mut self) -> u8 {
        if let Some((first, rest)) = self.numbers.split_first() {
            self.numbers = rest;
            return *first;
        }
        self.wrong(0)
    }

    /// A number, seven bits a byte, the lowest first.
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7F).wrapping_shl(shift);
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// How many come: never more than there are bytes, so that nothing is set aside for what cannot come.
    fn count(&mut self) -> usize {
        let count = usize::unpack(self);
        if count > self.numbers.len() { self.wrong(0) } else { count }
    }

    /// The next text of a length.
    fn text(&mut self, length: usize) -> &'b str {
        match self.texts.split_at_checked(length) {
            Some((text, rest)) => {
                self.texts = rest;
                text
            }
            None => self.wrong(""),
        }
    }

    /// A value of a closed list by its place there, else the first.
    pub fn one_of<T: Copy>(&mut self, first: T, list: &[T]) -> T {
        let place = usize::unpack(self);
        list.get(place).copied().unwrap_or_else(|| self.wrong(first))
    }
}

/// The first of a closed list; asked of the compiler, which refuses an empty one.
pub const fn first<T: Copy>(list: &[T]) -> T {
    match list {
        [first, ..] => *first,
        [] => unreachable!(),
    }
}

/// Writes the place of a value on its closed list.
pub fn pack_place<T: PartialEq>(value: &T, list: &[T], out: &mut Packer) {
    list.iter().position(|own| own == value).unwrap_or(usize::MAX).pack(out);
}

impl Packed for u64 {
    fn pack(&self, out: &mut Packer) {
        let mut rest = *self;
        while let Some(low) = u8::try_from(rest & 0x7F).ok().filter(|_| rest >= 0x80) {
            out.byte(low | 0x80);
            rest = rest.wrapping_shr(7);
        }
        out.numbers.extend(u8::try_from(rest));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.number()
    }
}

impl Packed for i64 {
    fn pack(&self, out: &mut Packer) {
        // The sign lowest, so that small numbers of either sign are short.
        (self.wrapping_shl(1) ^ self.wrapping_shr(63)).cast_unsigned().pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let number = from.number();
        number.wrapping_shr(1).cast_signed() ^ (number & 1).cast_signed().wrapping_neg()
    }
}

macro_rules! whole {
    ($($type:ty as $wide:ty),*) => {$(
        impl Packed for $type {
            fn pack(&self, out: &mut Packer) {
                <$wide>::try_from(*self).unwrap_or_default().pack(out);
            }

            fn unpack(from: &mut Unpacker<'_>) -> Self {
                Self::try_from(<$wide>::unpack(from)).unwrap_or_else(|_| from.wrong(Self::default()))
            }
        }
    )*};
}

whole! { u8 as u64, u16 as u64, usize as u64, i32 as i64 }

impl Packed for bool {
    fn pack(&self, out: &mut Packer) {
        u8::from(*self).pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.one_of(false, &[false, true])
    }
}

impl Packed for String {
    fn pack(&self, out: &mut Packer) {
        self.len().pack(out);
        out.texts.push_str(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let length = usize::unpack(from);
        from.text(length).to_owned()
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, out: &mut Packer) {
        self.len().pack(out);
        for item in self {
            item.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let count = from.count();
        let mut list = Self::with_capacity(count);
        for _ in 0..count {
            list.push(T::unpack(from));
        }
        list
    }
}

impl<T: Packed> Packed for Box<[T]>
where
    T: Clone,
{
    fn pack(&self, out: &mut Packer) {
        self.to_vec().pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Vec::unpack(from).into_boxed_slice()
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, out: &mut Packer) {
        (**self).pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self::new(T::unpack(from))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, out: &mut Packer) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, out: &mut Packer) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl<T: Packed, const N: usize> Packed for [T; N] {
    fn pack(&self, out: &mut Packer) {
        for item in self {
            item.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        std::array::from_fn(|_| T::unpack(from))
    }
}

/// Packs structs field by field; the compiler says which field was forgotten.
macro_rules! packed {
    ($($name:ident { $($field:tt),* $(,)? })*) => {$(
        impl $crate::packed::Packed for $name {
            fn pack(&self, out: &mut $crate::packed::Packer) {
                $(self.$field.pack(out);)*
            }

            fn unpack(from: &mut $crate::packed::Unpacker<'_>) -> Self {
                Self { $($field: $crate::packed::Packed::unpack(from),)* }
            }
        }
    )*};
}

/// Packs enums that know all their values in `ALL`, as places on that list.
macro_rules! packed_list {
    ($name:ident) => {
        impl $crate::packed::Packed for $name {
            fn pack(&self, out: &mut $crate::packed::Packer) {
                $crate::packed::pack_place(self, Self::ALL, out);
            }

            fn unpack(from: &mut $crate::packed::Unpacker<'_>) -> Self {
                from.one_of(const { $crate::packed::first(Self::ALL) }, Self::ALL)
            }
        }
    };
}

/// Packs an enum: the place of its variant on this list, then what the variant holds; where a place is on no
/// list, what stands after `else` is read.
macro_rules! packed_enum {
    ($name:ident { $($variant:ident $(($($item:ident),+))? $({ $($field:ident),+ })?,)* } else $otherwise:expr) => {
        const _: () = {
            enum Place { $($variant,)* }

            #[allow(clippy::as_conversions, reason = "the discriminant of an enum without fields")]
            impl $crate::packed::Packed for $name {
                fn pack(&self, out: &mut $crate::packed::Packer) {
                    match self {
                        $(Self::$variant $(($($item),+))? $({ $($field),+ })? => {
                            out.byte(Place::$variant as u8);
                            $($($item.pack(out);)+)?
                            $($($field.pack(out);)+)?
                        })*
                    }
                }

                fn unpack(from: &mut $crate::packed::Unpacker<'_>) -> Self {
                    match <u8 as $crate::packed::Packed>::unpack(from) {
                        $(place if place == Place::$variant as u8 => {
                            $($(let $item = $crate::packed::Packed::unpack(from);)+)?
                            $($(let $field = $crate::packed::Packed::unpack(from);)+)?
                            Self::$variant $(($($item),+))? $({ $($field),+ })?
                        })*
                        _ => from.wrong($otherwise),
                    }
                }
            }
        };
    };
}

pub(crate) use {packed, packed_enum, packed_list};

#[cfg(test)]
mod tests {
    use super::{Packer, Unpacker};

    #[derive(Debug, PartialEq)]
    enum Shape {
        None,
        Line(i32, Option<String>),
        Box { sides: [u16; 2], filled: bool },
    }

    packed_enum! { Shape { None, Line(length, name), Box { sides, filled }, } else Self::None }

    fn shapes() -> Vec<Shape> {
        let line = |length, name: &str| Shape::Line(length, Some(name.to_owned()));
        vec![
            Shape::None,
            line(-3, "血压"),
            Shape::Line(i32::MAX, None),
            Shape::Box { sides: [7, u16::MAX], filled: true },
        ]
    }

    #[test]
    fn what_was_written_is_read_again() {
        assert_eq!(Unpacker::all(&Packer::all(&shapes())), Some(shapes()));
        for number in [0, 1, 127, 128, u64::MAX >> 1, u64::MAX] {
            assert_eq!(Unpacker::all(&Packer::all(&number)), Some(number));
        }
        for number in [0, -1, 1, i64::MIN, i64::MAX] {
            assert_eq!(Unpacker::all(&Packer::all(&number)), Some(number));
        }
        assert_eq!(Packer::all(&-1_i64), [0, 1]);
    }

    #[test]
    fn bytes_that_do_not_fit_are_said_to_be_wrong() {
        let whole = Packer::all(&shapes());
        for end in 0..whole.len() {
            assert_eq!(Unpacker::all::<Vec<Shape>>(&whole[..end]), None, "cut at {end}");
        }
        assert_eq!(Unpacker::all::<Vec<Shape>>(&[whole, vec![0]].concat()), None, "something after the end");
        assert_eq!(Unpacker::all::<Shape>(&[0, 9]), None, "no such variant");
        assert_eq!(Unpacker::all::<bool>(&[0, 2]), None);
        assert_eq!(Unpacker::all::<u8>(&[0, 0x80, 2]), None, "256");
        assert_eq!(Unpacker::all::<String>(&[1, 0xFF, 1]), None, "no text");
        assert_eq!(
            Unpacker::all::<Vec<Vec<u8>>>(&[0, 0xFF, 0xFF, 0x7F, 0]),
            None,
            "more than there are bytes"
        );
    }
}
