//! PDFs made for tests: text objects and lines, nothing packed.

/// A page that is being made; the corner is at the lower left, a page is 800 wide and 600 high.
#[derive(Default, Clone)]
pub struct Page {
    drawing: String,
}

impl Page {
    pub fn text(mut self, x: f64, y: f64, text: &str) -> Self {
        let text = text.replace('(', "\\(").replace(')', "\\)");
        self.drawing.push_str(&format!("BT /F 8 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"));
        self
    }

    /// Text that runs upwards.
    pub fn turned(mut self, x: f64, y: f64, text: &str) -> Self {
        self.drawing.push_str(&format!("BT /F 8 Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET\n"));
        self
    }

    pub fn line(mut self, from: (f64, f64), to: (f64, f64)) -> Self {
        self.drawing.push_str(&format!("{} {} m {} {} l S\n", from.0, from.1, to.0, to.1));
        self
    }

    /// A picture over the whole page.
    pub fn picture(mut self) -> Self {
        self.drawing.push_str("q 800 0 0 600 0 0 cm /I Do Q\n");
        self
    }

    /// Rows of cells from `top` downwards: the first column at 20, each 50 wide, numbers to the right of their columns.
    pub fn rows(mut self, top: f64, rows: &[&str]) -> Self {
        for (down, row) in rows.iter().enumerate() {
            let y = top - 14.0 * down as f64;
            for (at, cell) in row.split('|').enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let wide = 4.45 * cell.len() as f64;
                self = self.text(20.0 + 50.0 * at as f64 + (46.0 - wide).max(1.0), y, cell);
            }
        }
        self
    }

    /// The ruling of so many columns from one height to another, with a level line at both and below the headings.
    pub fn ruled(mut self, columns: usize, (top, below, bottom): (f64, f64, f64)) -> Self {
        let right = 20.0 + 50.0 * columns as f64;
        for y in [top, below, bottom] {
            self = self.line((20.0, y), (right, y));
        }
        for at in 0..=columns {
            let x = 20.0 + 50.0 * at as f64;
            self = self.line((x, top), (x, bottom));
        }
        self
    }
}

/// The file with these pages; `trailer` stands in its trailer.
pub fn pdf_with(pages: &[Page], trailer: &str) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 5 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n@\nendstream".to_owned(),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>",
            6 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{}endstream", page.drawing.len(), page.drawing));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let begin = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    let size = objects.len() + 1;
    file.push_str(&format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{begin}\n%%EOF\n"));
    file.into_bytes()
}

pub fn pdf(pages: &[Page]) -> Vec<u8> {
    pdf_with(pages, "")
}
