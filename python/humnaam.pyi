"""Could a namesake candidate have changed who won? Bounds first, then an honest Monte Carlo.

Probabilities are shares from 0 to 1, votes are whole votes, rates are per vote meant for the principal. The same scenario
and seed give the same bytes as the command humnaam, whatever the number of threads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from typing import Any, Literal, Protocol, SupportsIndex, TypeAlias, final, overload

__all__ = [
    "__version__",
    "ScenarioError",
    "Problem",
    "Scenario",
    "Outcome",
    "Law",
    "Solution",
    "Table",
    "Scan",
    "Calibration",
    "Likeness",
    "Returns",
    "merge",
    "scan",
    "calibrate",
    "similarity",
    "import_returns",
]

__version__: str

_Path: TypeAlias = str | PathLike[str]
_Progress: TypeAlias = Callable[[int, int], object] | bool

class _Frame(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

_Candidates: TypeAlias = _Path | bytes | _Frame | dict[str, Any]

class ScenarioError(ValueError):
    """What cannot be answered, and why: str() of it is the text that the command prints, with lines and carets."""

    kind: Literal["usage", "invalid", "unreadable", "self_check"]
    """What kind of thing went wrong."""
    problems: list[Problem]
    """Everything that is wrong, each with its place."""

@final
class Problem:
    """One thing that is wrong, and where."""

    def __new__(cls, file: str, line: int | None, column: int | None, message: str, help: str) -> Problem: ...
    @property
    def file(self) -> str:
        """The file, or a setting as it was typed; empty where it is no matter of one text."""
    @property
    def line(self) -> int | None:
        """The line, from 1; None where there is none."""
    @property
    def column(self) -> int | None:
        """The column, from 1: a character of the line, or a field of a table's line."""
    @property
    def message(self) -> str:
        """What is wrong."""
    @property
    def help(self) -> str:
        """What to write instead; empty where nothing better can be said."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]  # equal by value, and so not to be hashed
    def __getnewargs__(self) -> tuple[str, int | None, int | None, str, str]: ...

@final
class Table:
    """A table: columns of whole numbers (int64), measured numbers (float64), texts and bools, any of which may have empty
    cells.

    polars.DataFrame(table), pandas.DataFrame.from_arrow(table), pyarrow.table(table), DuckDB and nanoarrow take it as it
    is, by the Arrow C stream interface; to_dict() gives plain lists.
    """

    def __new__(cls, columns: dict[str, Any], kinds: Sequence[str]) -> Table:
        """A table of columns by name; kinds says of each whether it is "integer", "number", "text" or "bool"."""
    @property
    def columns(self) -> list[str]:
        """The names of the columns, in their order."""
    def to_dict(self) -> dict[str, list[Any]]:
        """Every column as a list, by name; None where a cell is empty."""
    def __len__(self) -> int:
        """The number of rows."""
    def __getitem__(self, name: str, /) -> list[Any]:
        """The values of a column as a list; None where a cell is empty."""
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The table by the Arrow C stream interface; nothing is copied."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: None  # type: ignore[assignment]  # equal by value, and so not to be hashed
    def __reduce__(self) -> tuple[Any, ...]: ...
    def _repr_html_(self) -> str: ...

@final
class Scenario:
    """A question: who stood, what was counted, and what is assumed. It never changes; set() gives another.

    Threads may share it, and it may be pickled: it holds every file that it was read from.
    """

    @staticmethod
    def open(path: _Path, *, evidence: _Path | None = None) -> Scenario:
        """Reads a scenario file, and whatever files it names; evidence is a file of other priors, as calibrate makes it."""
    @staticmethod
    def from_toml(text: str, *, files: Mapping[str, str | bytes | _Frame] | None = None) -> Scenario:
        """A scenario of text; files holds the files it names by their names: text, bytes, or a data frame that is written as
        CSV."""
    def set(self, path: str, value: object) -> Scenario:
        """The scenario with another value: set("confusion.rate", 0.01), set("candidate.inc.votes", 410_000).

        The value is a number, a text, a bool, a date, a list, or a dict for a table. What is set is part of the title.
        """
    @property
    def title(self) -> str:
        """The question, with what is set besides."""
    @property
    def name(self) -> str:
        """What its results go by: the name of its file without the ending."""
    @property
    def settings(self) -> list[str]:
        """What is set besides what is written, as PATH=VALUE."""
    @property
    def notes(self) -> list[str]:
        """What a reader should know of its booth returns, one sentence each."""
    def bounds(self) -> list[dict[str, Any]]:
        """What arithmetic alone says, a dict a principal, as under "bounds" in summary.json; nothing is simulated."""
    def law(self, *, threads: int | None = None) -> Law:
        """The exact probabilities, without a draw: what the law of the model says, and what bounds its error."""
    def claims(self) -> list[dict[str, Any]]:
        """The claims of the scenario, judged by arithmetic, a dict each; a claim of effect that arithmetic leaves open is
        judged by run(), under "claims" in its summary."""
    def run(
        self,
        draws: SupportsIndex | None = None,
        seed: SupportsIndex | None = None,
        threads: int | None = None,
        *,
        until: float | None = None,
        progress: _Progress | None = None,
    ) -> Outcome:
        """Simulates, and checks what was drawn against the law.

        draws and seed are those of the scenario where they are not given; threads are all there are, and change no number.
        until ends the run at that standard error. progress(done, draws) is called now and then; True shows a bar of tqdm.
        Ctrl-C ends it.
        """
    def sweep(
        self,
        vary: Mapping[str, str | Iterable[Any]] | None = None,
        *,
        sample: str | None = None,
        draws: SupportsIndex | None = None,
        seed: SupportsIndex | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Table:
        """Answers the scenario at many values: sweep({"confusion.rate": [0, 0.01, 0.02]}), or "0..0.02/21" as the command
        has it. Without vary it is the scenario's own sweep.

        sample is "lhs:N" or "sobol:N" for points between the ends of ranges. With draws every point is simulated; without,
        the law alone is asked where it is sharp. A row a point: its values, flip_probability and what bounds it.
        """
    def solve(
        self,
        path: str,
        probability: float,
        *,
        between: tuple[float, float],
        draws: SupportsIndex | None = None,
        seed: SupportsIndex | None = None,
        threads: int | None = None,
    ) -> Solution:
        """The value of a path at which the flip probability is a given one: solve("confusion.rate", 0.5, between=(0, 0.1))."""
    def shard(
        self,
        index: int,
        count: int,
        *,
        draws: SupportsIndex | None = None,
        seed: SupportsIndex | None = None,
        threads: int | None = None,
    ) -> bytes:
        """Part index of count of a run, as the bytes of the file that the command's --shard index/count writes; merge()
        adds all parts up to what run() gives."""
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Outcome:
    """What a run came to, checked against the law.

    It may be pickled: what was counted goes along, and is believed only if it can be of that scenario.
    """

    @property
    def scenario(self) -> Scenario:
        """The scenario, with its draws and its seed."""
    @property
    def title(self) -> str:
        """The question, with what was set besides."""
    @property
    def verdict(self) -> str:
        """The verdict in a word or two."""
    @property
    def sentences(self) -> list[str]:
        """The verdict and its reasons, a sentence each."""
    @property
    def warnings(self) -> list[str]:
        """What a reader must know before relying on the numbers, a sentence each."""
    @property
    def principal(self) -> str:
        """The id of the principal whose seat is in question."""
    @property
    def flip_probability(self) -> float:
        """The simulated probability, from 0 to 1, that somebody who did not win as counted wins once every misdirected vote
        is counted where it was meant. It is conditional on the scenario's assumptions."""
    @property
    def standard_error(self) -> float:
        """The Monte Carlo standard error of flip_probability; it says nothing of what is not known of the world."""
    @property
    def interval(self) -> tuple[float, float]:
        """The Monte Carlo interval of flip_probability, low and high."""
    @property
    def exact(self) -> float:
        """The same probability by the law, without a draw."""
    @property
    def exact_error(self) -> float:
        """What bounds the error of exact: 0 where it is a sum over whole votes."""
    @property
    def proved(self) -> bool:
        """Whether arithmetic alone decides, so that no assumption carries the answer."""
    @property
    def simulations(self) -> int:
        """The number of simulations."""
    @property
    def summary(self) -> dict[str, Any]:
        """summary.json as a dict."""
    @property
    def summary_json(self) -> str:
        """summary.json as the command writes it, byte for byte."""
    @property
    def draws(self) -> Table:
        """Every simulation as a row: draws.csv. They are made again when this is asked for, the same as before."""
    @property
    def booths(self) -> Table:
        """A row per principal and booth: booths.csv. Votes are whole votes; means are over the simulations or by the law."""
    @property
    def segments(self) -> Table:
        """A row per principal and segment: segments.csv."""
    @property
    def posterior(self) -> Table:
        """What booth returns leave open, a row a namesake and case; all cases are equally probable. It has no rows where no
        booths were learned from."""
    def to_inference_data(self, namesake: str | None = None) -> Any:
        """The same as the InferenceData of ArviZ (from version 1 on a DataTree), where ArviZ is installed: what the booths
        leave open of one namesake, and booths by votes, as counted and as the fitted model makes them up.

        namesake is an id where booths tell of several. The cases are no chain: pareto_k and effective_draws among the
        attributes say how well they stand for the posterior.
        """
    @property
    def charts(self) -> list[str]:
        """The names of the charts that apply."""
    @overload
    def chart(self, name: str, format: Literal["svg"] = "svg", *, theme: Literal["light", "dark"] = "light") -> str: ...
    @overload
    def chart(self, name: str, format: Literal["png"], *, theme: Literal["light", "dark"] = "light") -> bytes:
        """A chart by its name: the text of an SVG, or with format="png" the bytes of a PNG."""
    def __reduce__(self) -> tuple[Any, ...]: ...
    def _repr_svg_(self) -> str | None: ...
    def _repr_html_(self) -> str: ...

@final
class Law:
    """Exact probabilities: computed, and not drawn."""

    @property
    def flip_probability(self) -> float:
        """The probability that somebody who did not win as counted wins once every misdirected vote is counted where it was
        meant."""
    @property
    def error(self) -> float:
        """What bounds its error: 0 where it is a sum over whole votes."""
    @property
    def principals(self) -> dict[str, tuple[float, float]]:
        """The same probability by principal, as (probability, error)."""
    @property
    def wins(self) -> dict[str, float] | None:
        """The probability of winning once every misdirected vote is counted where it was meant, by candidate; None in a
        contest to come."""
    @property
    def ties(self) -> float:
        """The probability of a tie at the top there."""

@final
class Solution:
    """A value at which the flip probability is a given one."""

    @property
    def value(self) -> float:
        """The value."""
    @property
    def low(self) -> float:
        """A value below it, at which the probability lies on the other side or is met."""
    @property
    def high(self) -> float:
        """A value above it likewise."""
    @property
    def probability(self) -> float:
        """The flip probability there, from 0 to 1."""

@final
class Scan:
    """What a scan of whole elections found."""

    @property
    def pairs(self) -> Table:
        """Every pair of a principal and a namesake, those first whose seat would most probably have gone to another:
        pairs.csv."""
    @property
    def sentences(self) -> list[str]:
        """What was found, a sentence each."""
    @property
    def notes(self) -> list[str]:
        """What is odd about rows of the table, and which contests were left out, a sentence each."""
    @property
    def contests(self) -> int:
        """Contests looked at."""
    @property
    def candidates(self) -> int:
        """Candidates looked at, NOTA apart."""
    @property
    def with_namesakes(self) -> int:
        """Contests with namesakes."""
    @property
    def possible(self) -> int:
        """Contests that arithmetic leaves open."""
    @property
    def expected_flips(self) -> float:
        """The expected number of seats that would have gone to another: the sum of the flip probabilities."""
    def _repr_html_(self) -> str: ...

@final
class Calibration:
    """Priors as past elections show them."""

    @property
    def contests(self) -> int:
        """Contests looked at."""
    @property
    def candidates(self) -> int:
        """Candidates looked at, NOTA apart."""
    @property
    def namesakes(self) -> int:
        """Namesakes looked at."""
    @property
    def independents(self) -> int:
        """Ordinary independents looked at."""
    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year; None where no table tells."""
    @property
    def notes(self) -> list[str]:
        """What is odd about rows of the tables, a sentence each."""
    def to_toml(self, head: Sequence[str] = ...) -> str:
        """The file of priors that Scenario.open(path, evidence=...) and scan(table, evidence=...) read; head stands above
        it as comments, a line each."""

@final
class Likeness:
    """How alike two names are."""

    @property
    def score(self) -> float | None:
        """From 0 to 1; None where the scripts cannot be compared."""
    @property
    def verdict(self) -> Literal["exact", "similar", "different", "not_comparable"]:
        """What follows from the score."""
    @property
    def sentences(self) -> list[str]:
        """Why, a line each."""
    @property
    def detail(self) -> dict[str, Any]:
        """All of it, as the command's --format json has it."""

@final
class Returns:
    """Booth returns, reconciled."""

    @property
    def booths(self) -> Table:
        """A row a booth: segment, booth, electors and the votes of every candidate by id."""
    @property
    def findings(self) -> list[Problem]:
        """Everything that was found in the files, as Problem: notes and accepted repairs."""
    @property
    def candidates(self) -> list[dict[str, Any]]:
        """Who stood: id, heading in the form, and votes over all booths, a dict each."""
    @property
    def report(self) -> str:
        """The reconciliation report in plain words."""
    def to_csv(self) -> str:
        """The booths as the tidy CSV that a scenario names as contest.booth_file."""

def merge(
    shards: Sequence[bytes | _Path], scenario: Scenario | None = None, *, threads: int | None = None
) -> Outcome:
    """Adds the parts of a run up to what run() gives of the whole, by the same bytes.

    A shard is the bytes that Scenario.shard made, or the path of a file that the command's --shard wrote. scenario is the
    one they are of; without it, it is read from where the shards say it lies. A shard that is missing, there twice, damaged
    or of something else is refused by name.
    """

def scan(
    table: _Candidates,
    *,
    columns: str | None = None,
    photos: bool | None = None,
    min_similarity: float | None = None,
    evidence: _Path | None = None,
    threads: int | None = None,
) -> Scan:
    """Looks for namesakes in whole elections, and for the seats that they could have decided.

    table is a path (CSV, gzip or a workbook), the bytes of such a file, a data frame of pandas, polars or pyarrow, or a dict
    of columns: a row a candidate, the rows of a contest one after the other. columns names its columns as the command's
    --columns does. photos says whether the ballots show photographs where the year does not. min_similarity is how alike two
    names must be to be a pair, 0.3 to 1 (0.82 where it is left out). evidence is a file of priors.
    """

def calibrate(
    tables: Sequence[_Candidates],
    *,
    columns: str | None = None,
    photos: bool | None = None,
    until: int | None = None,
    evidence: _Path | None = None,
    threads: int | None = None,
) -> Calibration:
    """Fits the priors to past elections; until leaves later years out.

    tables is a list of what scan() takes. What such tables cannot tell is carried over from evidence, or from the built-in
    priors.
    """

def similarity(one: str, other: str) -> Likeness:
    """Compares two names: by letters, by sound and by what people are called."""

def import_returns(
    paths: _Path | Sequence[_Path],
    *,
    layout: Literal["form20_wide", "long", "tidy"] | None = None,
    candidates: Sequence[str] = ...,
    ignored: Sequence[str] = ...,
    office: str | None = None,
    accept_repairs: bool = False,
) -> Returns:
    """Reads booth returns as they were published (CSV, workbooks; PDF where the package was built with the feature pdf)
    into one table, and reconciles them.

    layout is the layout where a file does not show its own. candidates and ignored are headings of columns that are, or are
    not, a candidate's. What has to be mended first, or agreed to with accept_repairs, is raised as ScenarioError with a
    Problem for each.
    """
