//! The fourteen levels, their colours and their order.

use serde::{Serialize, Serializer};

use crate::packed::packed_list;

/// Who must act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// 红: needs a higher level, or an earlier red is unanswered.
    Red,
    /// 黄: can be fixed here.
    Yellow,
    /// 蓝: class 1 on a valid reading, nothing open.
    Blue,
    /// 灰: cannot honestly be coloured.
    Grey,
}

impl Colour {
    /// The code in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Grey => "grey",
        }
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

macro_rules! levels {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $colour:ident;)*) => {
        /// A level of a colour, from the mildest to the most serious; the order is the precedence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Level { $($(#[$doc])* $name,)* }

        impl Level {
            /// Every level, mildest first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The level's code; a lost patient who was red is written `G2` too.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The level's colour.
            pub const fn colour(self) -> Colour {
                match self { $(Self::$name => Colour::$colour,)* }
            }
        }
    };
}

levels! {
    /// At the personal target.
    B1 = "B1", Blue;
    /// Satisfied, above the personal target.
    B2 = "B2", Blue;
    /// Ready to go back down.
    B3 = "B3", Blue;
    /// Lost to follow-up.
    G2 = "G2", Grey;
    /// Suspected, not confirmed.
    G3 = "G3", Grey;
    /// The last reading has expired.
    G1 = "G1", Grey;
    /// The newest reading cannot be used.
    G4 = "G4", Grey;
    /// The check after red.
    Y4 = "Y4", Yellow;
    /// Contrary evidence beside a class.
    Y3 = "Y3", Yellow;
    /// Class 2 at the current visit.
    Y1 = "Y1", Yellow;
    /// Class 3 at the current visit.
    Y2 = "Y2", Yellow;
    /// Lost while a red finding was open.
    G2WasRed = "G2", Grey;
    /// To be seen within fourteen days.
    R2 = "R2", Red;
    /// Critical: to be seen today.
    R1 = "R1", Red;
    /// Emergency.
    R0 = "R0", Red;
}

impl Level {
    /// The level of a code in a pack; a lost red patient is no rule's to say.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.code() == code && *level != Self::G2WasRed)
    }

    /// Whether the level is red.
    pub const fn is_red(self) -> bool {
        matches!(self.colour(), Colour::Red)
    }

    /// Whether the level is yellow.
    pub const fn is_yellow(self) -> bool {
        matches!(self.colour(), Colour::Yellow)
    }

    /// Whether the level is blue.
    pub const fn is_blue(self) -> bool {
        matches!(self.colour(), Colour::Blue)
    }

    /// The number in columns: 1 to 14 as R0 R1 R2 Y1-Y4 B1-B3 G1-G4.
    pub const fn column(self) -> u8 {
        match self {
            Self::R0 => 1,
            Self::R1 => 2,
            Self::R2 => 3,
            Self::Y1 => 4,
            Self::Y2 => 5,
            Self::Y3 => 6,
            Self::Y4 => 7,
            Self::B1 => 8,
            Self::B2 => 9,
            Self::B3 => 10,
            Self::G1 => 11,
            Self::G2 | Self::G2WasRed => 12,
            Self::G3 => 13,
            Self::G4 => 14,
        }
    }
}

packed_list! { Level }

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
