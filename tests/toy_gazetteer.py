"""An invented gazetteer of a few places, in place of that of a quarter million, for fast tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from twingraph.identity import gazetteer
from twingraph.identity.gazetteer import Row, Spot

ROWS: tuple[Row, ...] = (
    (Spot(1, "Namur", "be", "wal", (50.47, 4.87), 110_939), ("Namen", "Ναμύρ")),
    (Spot(2, "Namur", "ca", "qc", (45.9, -74.93), 633), ()),
    (Spot(3, "Québec", "ca", "qc", (46.81, -71.21), 531_902), ("Quebec City",)),
    (Spot(4, "Springfield", "us", "il", (39.8, -89.64), 116_250), ()),
    (Spot(5, "Springfield", "us", "mo", (37.21, -93.29), 169_176), ()),
    (Spot(6, "Essen", "de", "07", (51.46, 7.01), 593_085), ()),
    (Spot(7, "Essen", "be", "vlg", (51.47, 4.47), 17_000), ()),
    (Spot(8, "Qixia", "cn", "25", (37.3, 120.82), 60_000), ()),
    (Spot(9, "Nanjing", "cn", "04", (32.06, 118.78), 7_165_292), ("Nanking",)),
    (Spot(10, "Qixia", "cn", "04", (32.09, 118.91), 30_000), ()),
    (Spot(11, "Frankfurt am Main", "de", "05", (50.12, 8.68), 650_000), ("Frankfurt",)),
    (Spot(12, "Frankfurt (Oder)", "de", "11", (52.35, 14.55), 57_107), ("Frankfurt",)),
    (Spot(13, "Huế", "vn", "66", (16.46, 107.6), 351_456), ("Hue", "順化")),
    (Spot(14, "Halmstad", "se", "06", (56.67, 12.86), 66_124), ()),
    (Spot(15, "Granada", "es", "51", (37.19, -3.61), 233_764), ()),
    (Spot(16, "Granada", "ni", "10", (11.93, -85.95), 89_409), ()),
    (Spot(17, "Bangor", "gb", "wls", (53.23, -4.13), 17_988), ()),
    (Spot(18, "Bangor", "gb", "nir", (54.65, -5.67), 61_011), ()),
    (Spot(19, "Weimar", "de", "15", (50.98, 11.33), 65_228), ()),
    (Spot(20, "Jinan", "cn", "25", (36.67, 117.0), 4_693_700), ("Licheng",)),
)

# Of places that were wrongly merged once.
MERGED: tuple[Row, ...] = (
    (Spot(21, "Weissach", "de", "01", (48.847, 8.928), 7_712), ()),
    (Spot(22, "Istanbul", "tr", "34", (41.01, 28.95), 15_701_602), ()),
    (Spot(23, "Beşiktaş", "tr", "34", (41.04, 29.01), 191_000), ()),
    (Spot(24, "Stuttgart", "de", "01", (48.78, 9.18), 630_000), ()),
    (Spot(25, "Vaihingen an der Enz", "de", "01", (48.93, 8.96), 28_798), ("Vaihingen",)),
    (Spot(26, "Mormugao", "in", "33", (15.39, 73.82), 102_345), ("Goa",)),
    (Spot(27, "Orange", "us", "ca", (33.79, -117.85), 140_992), ()),
    (Spot(28, "Manchester", "gb", "eng", (53.48, -2.24), 568_996), ()),
    (Spot(29, "Dubai", "ae", "03", (25.07, 55.17), 3_790_000), ()),
    (Spot(30, "Behringen", "de", "15", (50.77, 11.01), 3_358), ()),
    (Spot(31, "Neuerburg", "de", "08", (50.0, 6.95), 1_545), ()),
    (Spot(32, "Saitama", "jp", "34", (35.91, 139.66), 1_324_854), ()),
)


def install(patch: pytest.MonkeyPatch) -> None:
    """Let the invented places be all that there are."""

    def rows() -> Iterator[Row]:
        return iter(ROWS + MERGED)

    patch.setattr(gazetteer, "rows", rows)
