"""Where Django writes a Chinese date as no newspaper does: 3月12日, not 03月12日."""

MONTH_DAY_FORMAT = "n月j日"
