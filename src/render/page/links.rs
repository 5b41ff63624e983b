//! Addresses in a text, so that a page can make links of them.

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    /// Whether it is an address on the web.
    pub link: bool,
}

/// A text in stretches that are addresses and stretches that are not. An address ends at a space or a quotation mark; a mark at
/// its end belongs to the sentence.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        let ends = |letter: char| letter.is_whitespace() || "\"“”‘’«»<>".contains(letter);
        let until = from.find(ends).unwrap_or(from.len());
        let address = from[..until].trim_end_matches(['.', ',', ';', ':', ')', ']', '।']);
        found.extend((!before.is_empty()).then_some(Piece { text: before, link: false }));
        found.push(Piece { text: address, link: !address.ends_with("//") });
        rest = &from[address.len()..];
    }
    found.extend((!rest.is_empty()).then_some(Piece { text: rest, link: false }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_links_and_nothing_is_lost() {
        let text = "“A” (Daily, 6 June 2024, https://example.org/a?b=1). Also http://x.in, and javascript:alert(1)";
        let found = pieces(text);
        let links: Vec<&str> = found.iter().filter(|piece| piece.link).map(|piece| piece.text).collect();
        assert_eq!(links, ["https://example.org/a?b=1", "http://x.in"]);
        assert_eq!(found.iter().map(|piece| piece.text).collect::<String>(), text);
        assert_eq!(pieces("https://."), [Piece { text: "https://", link: false }, Piece { text: ".", link: false }]);
        assert!(pieces("").is_empty());
    }
}
