"""Makes a CMYK sheet ready for the print shop: PDF/X-4, with bleed and Japanese double trim marks (角トンボ).

All lengths in points from the sheet's lower left corner, as PDF counts.
"""

from __future__ import annotations

import io
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

MM = 72 / 25.4
BLEED = 3 * MM
SLUG = 12 * MM  # paper beyond the bleed, for the marks
MARK = 9 * MM
HAIRLINE = 0.25  # points
DENSITY = 0.75  # of every plate: 4 × 75 % keeps within the 300 % that dry

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate><xmp:CreatorTool>Chirashi</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def make_plate(content: bytes, profile: Path, date: str, identity: str) -> bytes:
    """A finished plate from a CMYK sheet with bleed; `date` in ISO 8601, `identity` a UUID fixed by the input."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            _boxes(page)
            if "/Annots" in page.obj:  # X-4 allows no links on what is printed
                del page.obj["/Annots"]
            page.contents_add(_marks(pdf, page))
        _intent(pdf, profile)
        _says(pdf, date, identity)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, min_version="1.6", compress_streams=True)
        return out.getvalue()


def _boxes(page: pikepdf.Page) -> None:
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    page.trimbox = Array([left, bottom, right, top])
    page.bleedbox = Array([left - BLEED, bottom - BLEED, right + BLEED, top + BLEED])
    out = BLEED + SLUG
    page.mediabox = Array([left - out, bottom - out, right + out, top + out])
    for name in ("/CropBox", "/ArtBox"):  # X-4 has a TrimBox or an ArtBox, never both
        if name in page.obj:
            del page.obj[name]


def _marks(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bytes:
    """Two crossing angles at each corner, of the trim and of the bleed, and a cross in the middle of each side."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    lines: list[tuple[float, float, float, float]] = []
    for x, toward_x in ((left, -1), (right, 1)):
        for y, toward_y in ((bottom, -1), (top, 1)):
            outer_x, outer_y = x + toward_x * BLEED, y + toward_y * BLEED
            end_x, end_y = outer_x + toward_x * MARK, outer_y + toward_y * MARK
            lines += [(end_x, y, outer_x, y), (outer_x, y, outer_x, end_y)]
            lines += [(end_x, outer_y, x, outer_y), (x, outer_y, x, end_y)]
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    for y, toward in ((bottom, -1), (top, 1)):
        near = y + toward * (BLEED + MM)
        lines += [(middle_x, near, middle_x, near + toward * MARK)]
        lines += [(middle_x - MARK, near + toward * 2 * MM, middle_x + MARK, near + toward * 2 * MM)]
    for x, toward in ((left, -1), (right, 1)):
        near = x + toward * (BLEED + MM)
        lines += [(near, middle_y, near + toward * MARK, middle_y)]
        lines += [(near + toward * 2 * MM, middle_y - MARK, near + toward * 2 * MM, middle_y + MARK)]
    _every_plate(pdf, page)
    drawn = "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S\n" for a, b, c, d in lines)
    return f"q /Marks CS {DENSITY} SCN {HAIRLINE} w 0 J [] 0 d\n{drawn}Q\n".encode()


def _every_plate(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """The colour of marks: the same on all plates."""
    tint = pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1, Range=[0, 1] * 4)
    )
    spaces: Dictionary = page.obj.Resources.get("/ColorSpace", Dictionary())  # type: ignore[assignment]
    for unused in [str(name) for name in spaces if str(name).startswith("/lab-")]:  # the layout engine always adds them
        del spaces[Name(unused)]
    spaces[Name("/Marks")] = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
    page.obj.Resources[Name("/ColorSpace")] = spaces


def _intent(pdf: pikepdf.Pdf, profile: Path) -> None:
    name = ImageCms.getProfileDescription(ImageCms.getOpenProfile(str(profile))).strip()
    stream = pdf.make_stream(profile.read_bytes(), N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("Custom"),
        OutputCondition=String(name),
        Info=String(name),
        DestOutputProfile=stream,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _says(pdf: pikepdf.Pdf, date: str, identity: str) -> None:
    title, producer = str(pdf.docinfo["/Title"]), str(pdf.docinfo.get("/Producer", ""))
    stamp = "D:" + date.replace("-", "").replace(":", "").replace("T", "")[:14] + "+09'00'"
    for key in ("/CreationDate", "/ModDate"):
        pdf.docinfo[key] = String(stamp)
    pdf.docinfo["/Creator"] = String("Chirashi")
    pdf.docinfo["/Trapped"] = Name("/False")
    for key in list(pdf.docinfo.keys()):
        if key.startswith("/GTS_"):
            del pdf.docinfo[key]
    xmp = XMP.format(title=escape(title), date=date, producer=escape(producer), identity=identity)
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
