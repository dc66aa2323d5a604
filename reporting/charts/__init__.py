"""Charts of a table, drawn by hand as SVG: no library, no script, no style attribute.

Every chart carries its figures as labels, can be told apart in grey, and says in words what it shows. It is
drawn from the table alone, so a figure the table keeps back has no bar, no label and no word. It stands
beside the table and never replaces it.
"""

from reporting.charts.chart import Chart, ChartError, Mark
from reporting.charts.drawing import draw
from reporting.charts.svg import WIDTH
from reporting.charts.words import words

__all__ = ["WIDTH", "Chart", "ChartError", "Mark", "draw", "words"]
