// Of every block of text: what it is, whether it is running text, its lines as the browser has broken them,
// how wide the longest is in full-width characters, and how many letters it has. Called with nothing, in a page.
() => {
  const BLOCKS = "p, li, dt, dd, th, td, h1, h2, h3, h4, caption, legend, label, summary, figcaption, .button";
  const UNSEEN = ".aloud, script, style, svg, select, textarea, dialog, .skip";
  const PROSE = "p, li, dd:not(.rows *), blockquote";
  const blocks = new Map(), range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const within = node.parentElement, block = within.closest(BLOCKS);
    if (!block || !node.data.trim() || within.closest(UNSEEN) || !within.checkVisibility({ visibilityProperty: true })) continue;
    const held = blocks.get(block) ?? blocks.set(block, []).get(block);
    for (let i = 0; i < node.length; i += 1) {
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const at = [...range.getClientRects()].pop(); // where a line ends, a character has a second, on the next
      if (at?.width) held.push([node.data[i], at]);
    }
  }
  return [...blocks].map(([block, held]) => {
    const lines = [];
    let before = null;
    for (const [one, at] of held) {
      if (!before || at.top > before.bottom - 3) lines.push({ text: "", left: at.left, right: at.right });
      const line = lines[lines.length - 1];
      line.text += one;
      line.right = Math.max(line.right, at.right);
      before = at;
    }
    const size = parseFloat(getComputedStyle(block).fontSize);
    return {
      name: `${block.tagName.toLowerCase()} "${block.textContent.trim().slice(0, 20)}"`,
      prose: block.matches(PROSE),
      lines: lines.map(({ text }) => text.trim()).filter(Boolean),
      wide: Math.max(0, ...lines.map(({ left, right }) => (right - left) / size)),
    };
  });
}
