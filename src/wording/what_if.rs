//! What the page that asks "what if" says, apart from how any language says it.

/// A sentence of the page and what it is computed from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(missing_docs, reason = "the fields are the names and numbers that the sentence of their variant speaks of")]
pub enum WhatIf<'a> {
    /// The question at a stated rate.
    Question { rate: f64, principal: &'a str, recorded: bool },
    /// How often the principal wins once every vote is counted where it was meant, or loses by those that are not.
    Odds { probability: f64, principal: &'a str, recorded: bool },
    /// How many of the namesakes' votes were meant for the principal, in nine of ten; and how many it took.
    Diverted { middle: i64, low: i64, high: i64, polled: Option<u64>, needed: Option<u64>, namesakes: usize },
    /// Without the namesakes, by the share of their own voters that is stated.
    AsStated { probability: f64 },
    /// A slider: the confusion rate.
    Rate { principal: &'a str },
    /// The same as it is believed, in nine of ten.
    RateBelieved { low: f64, high: f64 },
    /// A slider: where the namesakes' own voters would have gone.
    Onward { principal: &'a str },
    /// On a slider: from here on the result turns.
    NeededFrom { rate: f64 },
    /// On a slider: the votes that were polled allow no more.
    AllowedTo { rate: f64, namesakes: usize },
    /// The axis of the picture.
    MarginAxis { principal: &'a str, rival: &'a str, recorded: bool, margin: i64 },
    /// The picture in words, for those who cannot see it.
    MarginAlt { middle: i64, low: i64, high: i64, principal: &'a str },
    /// What it rests on: so many simulations.
    Drawn { draws: u64 },
}

/// Fixed words of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "a word a variant, as it is called")]
pub enum WhatIfTerm {
    PageTitle,
    AnotherContest,
    OwnScenario,
    PasteHere,
    DropHere,
    ChooseFiles,
    Calculate,
    Close,
    AsBelieved,
    CopySentence,
    CopyLink,
    CopyToml,
    CopyCommand,
    SavePng,
    SaveSvg,
    Print,
    Copied,
    NotCopied,
    Sliders,
    OwnVotes,
    BoothSpread,
    PriorShown,
    StatedShown,
    OrdinaryHere,
    OrdinaryGuessed,
    OrdinaryStated,
    BoothNote,
    OnwardNote,
    NotStated,
    Curve,
    CurveNone,
    CurveAxis,
    ChanceAxis,
    Loses,
    Wins,
    /// `{ms}` stands for the milliseconds.
    ComputedIn,
    ComputedBefore,
    NotProof,
    Working,
    TakesLonger,
    NothingSent,
    NoScript,
    NoWasm,
    TooLarge,
    BrokenAddress,
    OwnNotInLink,
    WrongScenario,
    FilesTogether,
    Language,
    Without,
    Answer,
}

impl WhatIfTerm {
    /// Every one, with the key by which the page asks for it.
    pub const ALL: [(&'static str, WhatIfTerm); 51] = [
        ("page_title", WhatIfTerm::PageTitle),
        ("another_contest", WhatIfTerm::AnotherContest),
        ("own_scenario", WhatIfTerm::OwnScenario),
        ("paste_here", WhatIfTerm::PasteHere),
        ("drop_here", WhatIfTerm::DropHere),
        ("choose_files", WhatIfTerm::ChooseFiles),
        ("calculate", WhatIfTerm::Calculate),
        ("close", WhatIfTerm::Close),
        ("as_believed", WhatIfTerm::AsBelieved),
        ("copy_sentence", WhatIfTerm::CopySentence),
        ("copy_link", WhatIfTerm::CopyLink),
        ("copy_toml", WhatIfTerm::CopyToml),
        ("copy_command", WhatIfTerm::CopyCommand),
        ("save_png", WhatIfTerm::SavePng),
        ("save_svg", WhatIfTerm::SaveSvg),
        ("print", WhatIfTerm::Print),
        ("copied", WhatIfTerm::Copied),
        ("not_copied", WhatIfTerm::NotCopied),
        ("sliders", WhatIfTerm::Sliders),
        ("own_votes", WhatIfTerm::OwnVotes),
        ("booth_spread", WhatIfTerm::BoothSpread),
        ("prior_shown", WhatIfTerm::PriorShown),
        ("stated_shown", WhatIfTerm::StatedShown),
        ("ordinary_here", WhatIfTerm::OrdinaryHere),
        ("ordinary_guessed", WhatIfTerm::OrdinaryGuessed),
        ("ordinary_stated", WhatIfTerm::OrdinaryStated),
        ("booth_note", WhatIfTerm::BoothNote),
        ("onward_note", WhatIfTerm::OnwardNote),
        ("not_stated", WhatIfTerm::NotStated),
        ("curve", WhatIfTerm::Curve),
        ("curve_none", WhatIfTerm::CurveNone),
        ("curve_axis", WhatIfTerm::CurveAxis),
        ("chance_axis", WhatIfTerm::ChanceAxis),
        ("loses", WhatIfTerm::Loses),
        ("wins", WhatIfTerm::Wins),
        ("computed_in", WhatIfTerm::ComputedIn),
        ("computed_before", WhatIfTerm::ComputedBefore),
        ("not_proof", WhatIfTerm::NotProof),
        ("working", WhatIfTerm::Working),
        ("takes_longer", WhatIfTerm::TakesLonger),
        ("nothing_sent", WhatIfTerm::NothingSent),
        ("no_script", WhatIfTerm::NoScript),
        ("no_wasm", WhatIfTerm::NoWasm),
        ("too_large", WhatIfTerm::TooLarge),
        ("broken_address", WhatIfTerm::BrokenAddress),
        ("own_not_in_link", WhatIfTerm::OwnNotInLink),
        ("wrong_scenario", WhatIfTerm::WrongScenario),
        ("files_together", WhatIfTerm::FilesTogether),
        ("language", WhatIfTerm::Language),
        ("without", WhatIfTerm::Without),
        ("answer", WhatIfTerm::Answer),
    ];
}
