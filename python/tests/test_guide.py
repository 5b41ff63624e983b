"""What is shown of the package runs."""

import pytest
from conftest import ROOT


def blocks(page: str) -> list[str]:
    text = (ROOT / page).read_text()
    return [part.split("```")[0] for part in text.split("```python\n")[1:]]


@pytest.mark.parametrize(("page", "least"), [("docs/guide/python.md", 8), ("python/README.md", 1)])
def test_what_a_page_shows_runs(page: str, least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = blocks(page)
    assert len(shown) >= least
    names: dict[str, object] = {}
    for number, block in enumerate(shown):
        if "import polars" in block:
            try:
                import polars  # noqa: F401  # only whether it is there
            except ImportError:
                continue
        exec(compile(block, f"{page}, block {number}", "exec"), names)


def test_the_three_lines_that_matter_are_three() -> None:
    (block,) = blocks("python/README.md")
    assert len(block.strip().splitlines()) == 3
