//! What the voter had before the eyes.

/// The kinds of ballots. Each has its law of the rate in the evidence, as far as elections with it were fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ballot {
    /// A voting machine whose ballot shows names, symbols and photographs in colour.
    EvmColourPhoto,
    /// The same with photographs in black and white.
    EvmPhoto,
    /// A voting machine whose ballot shows names and symbols.
    Evm,
    /// Paper with names and symbols.
    PaperSymbols,
    /// Paper with names alone.
    PaperNames,
    /// Paper on which the names carry a party or a description.
    PaperParty,
    /// Paper on which ovals are filled that a machine reads.
    OpticalScan,
    /// Cards in which holes are punched beside the names.
    PunchCard,
}

impl Ballot {
    /// Every kind, under the word that files have for it.
    pub const ALL: [(&'static str, Ballot); 8] = [
        ("evm_colour_photo", Ballot::EvmColourPhoto),
        ("evm_photo", Ballot::EvmPhoto),
        ("evm", Ballot::Evm),
        ("paper_symbols", Ballot::PaperSymbols),
        ("paper_names", Ballot::PaperNames),
        ("paper_party", Ballot::PaperParty),
        ("optical_scan", Ballot::OpticalScan),
        ("punch_card", Ballot::PunchCard),
    ];

    /// Whether it shows the candidates' photographs.
    #[must_use]
    pub fn photos(self) -> bool {
        matches!(self, Ballot::EvmColourPhoto | Ballot::EvmPhoto)
    }

    /// The word that files have for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Ballot::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}
