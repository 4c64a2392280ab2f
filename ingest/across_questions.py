"""The questions by concept that a Library answers over all its reports (``ingest.across``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.across import (
    Comparison,
    Measure,
    MeasurePart,
    Missing,
    Ranking,
    Series,
    Told,
    kind_of,
)
from ingest.nouns import Fund, Kind, Level, Nature, Stage
from ingest.store import across_reports
from ingest.store.measured import measured
from ingest.store.ranked import ranking
from ingest.store.recall import Recall
from ingest.version import reader_version


class AcrossQuestions:
    """Value, series, ranking, comparison; answers are kept until the contents change."""

    def __init__(self, recent: Recall, small: Recall) -> None:
        """``recent`` keeps large answers, ``small`` small ones."""
        self._recent = recent
        self._small = small

    def value(
        self,
        measure: Measure,
        *,
        report_id: str = "",
        body: str = "",
        year: int = 0,
        stage: Stage = "",
        level: Level | None = None,
    ) -> Told | Missing | None:
        """One amount: of a report (of its publisher, or of a ``body`` in it), or of a body.

        With ``report_id``, year and stage are the report's own where none is given; without, both
        are needed. A body is looked for among the publishers (departments first, where no
        ``level`` is given), then among the units that reports name. None where no report is about
        it in that year. Raises NoSuchReport.
        """
        now = reader_version()
        if report_id:
            of_report = across_reports.value_in_report
            return self._small.asked(of_report, measure, report_id, body, year, stage, now)
        of_body = across_reports.value_of_body
        return self._small.asked(of_body, measure, body, year, stage, level, now)

    def series(
        self, measure: Measure, publisher: str, stage: Stage, *, level: Level | None = None
    ) -> Series:
        """One publisher's amounts at a stage over all years that are told."""
        asked = across_reports.series
        return self._small.asked(asked, measure, publisher, stage, level, reader_version())

    def ranking(
        self,
        measure: Measure,
        year: int,
        stage: Stage,
        *,
        kind: Kind | None = None,
        level: Level = "department",
    ) -> Ranking:
        """All publishers of a year by one measure, the highest amount first whatever its unit.

        ``kind`` is that of the reports, the one in which the stage is told first by default. An
        amount of which no stage is printed (a count of staff) is taken as the report's.
        """
        kind = kind or kind_of(stage)
        return self._recent.asked(ranking, measure, year, stage, kind, level, reader_version())

    def comparison(
        self,
        measure: Measure,
        bodies: Sequence[str],
        year: int,
        stage: Stage,
        *,
        level: Level | None = None,
    ) -> Comparison:
        """Several bodies by one measure, in the order asked."""
        asked = across_reports.comparison
        names = tuple(bodies)
        return self._small.asked(asked, measure, names, year, stage, level, reader_version())

    def measured(
        self,
        parts: Sequence[MeasurePart],
        *,
        concepts: Sequence[str] = (),
        funds: Sequence[Fund] = (),
        natures: Sequence[Nature] = (),
        report_ids: Sequence[str] = (),
        years: Sequence[int] = (),
        stages: Sequence[Stage] = (),
    ) -> Mapping[tuple[str, ...], int]:
        """How many reports tell each combination of the ``parts`` of a measure.

        What is left empty does not restrict; changes, rates and aims do not count.
        """
        among = (
            ("concept", tuple(concepts)),
            ("fund", tuple(funds)),
            ("nature", tuple(natures)),
            ("report_id", tuple(report_ids)),
            ("year", tuple(years)),
            ("stage", tuple(stages)),
        )
        return self._small.asked(measured, tuple(parts), among)
