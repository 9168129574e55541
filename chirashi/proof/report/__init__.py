"""What becomes of the findings: `origins` leads each to the line that staff can mend, `report_files` writes
proof.json and proof.html, and `translations` tells which translated texts are older than their original.
"""
