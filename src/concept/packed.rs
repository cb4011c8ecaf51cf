//! Requests as bytes, for compiled rules.

use super::request::{Compare, Onset, Op, Pick, PressureTest, Request, Span, Timings};
use crate::packed::{packed, packed_enum};

packed! {
    Compare { op, parameter, limits }
    PressureTest { systolic, diastolic, either }
    Timings { 0 }
}

packed_enum! { Op { Ge, Gt, Le, Lt, } else Self::Ge }
packed_enum! { Pick { Any, Latest, } else Self::Any }
packed_enum! { Onset { NotOld, Acute, Old, } else Self::NotOld }
packed_enum! { Span { Day, Visit { before }, Within(days), Ever, } else Self::Day }

packed_enum! {
    Request {
        Standing(test),
        SomeReading(test, span),
        DayValue(test),
        Impossible { reversed, beyond },
        HomeMean(test, span),
        AmbulatoryMean(test, span, setting),
        RepeatedDays { test, count, window, dated },
        RecentDays { test, count },
        UntreatedPressure(test),
        ArmDifference(test),
        Number { concept, span, pick, timings, tests, lasting },
        DaysWith { concept, test, window, count, dated },
        RecentValues { concept, timings, test, count },
        ExcessOverTarget(test),
        StuckOverTarget { excess, from, to },
        BelowTarget { concept, window },
        PulseSustained { test, apart },
        Code { concept, codes, span },
        Done { concept, span },
        Sign { symptoms, onset, span },
        UnansweredGroups { groups, test },
        Condition(conditions),
        ConditionCount(conditions, test),
        ConditionDated { conditions, new, suspected, infected, age },
        Suspected(conditions),
        Diagnosed(concern),
        DiagnosedWithin(concern, days),
        Medicine { classes, codes },
        NotTaken,
        FullDoseClasses { classes, count, days },
        Age(test),
        Sex(sex),
        Pregnancy(states),
        Tobacco,
        Family { conditions, relations, onset },
        LongTermCare,
        Cognition(degrees),
        FormHypoglycaemia(answers),
        FormAdverseReaction,
        NewComplication(conditions),
        Class(classes),
        Unsatisfied { count, apart },
        ReferredUp,
        ReturnedFromAbove,
        StableVisits(days),
        WhiteCoat { raised, home, ambulatory, after },
        Untreated(classes),
        Steady { classes, days },
        TakenRegularly,
        Cover(states),
        VenousGlucose { timings, test },
    } else Self::NotTaken
}
