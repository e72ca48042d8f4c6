"use strict";
// In: the page's data, made by pyvis. Out: a drawing with colours of the reader's theme, whose every
// part can be reached by pointer and by keyboard. Names reach the page as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const box = document.getElementById("drawing");
  const detail = document.getElementById("detail");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const NARROW = 640;
  let printing = false;
  let narrow = null;

  const palette = () => data.palette[dark.matches && !printing ? "dark" : "light"];
  const asText = (text) => {
    const element = document.createElement("div");
    element.textContent = text;
    return element;
  };

  const node = (source) => {
    const colour = palette();
    const spot = narrow ? source.tall : source;
    const border = source.role === "network" ? colour.membership : colour.ink;
    const background = source.role === "own" ? colour.ink : colour.ground;
    return {
      id: source.id, role: source.role, initial: source.initial, shape: "dot", size: source.size,
      borderWidth: source.borderWidth, label: spot.label, x: spot.x, y: spot.y,
      title: asText(source.title),
      font: { ...spot.font, color: colour.ink, strokeColor: colour.ground },
      color: {
        background, border,
        highlight: { background, border: colour.ink }, hover: { background, border },
      },
    };
  };
  const edge = (source) => {
    const colour = palette()[source.mark];
    return {
      ...source, title: asText(source.title),
      color: { ...source.color, color: colour, highlight: colour, hover: colour },
    };
  };

  narrow = box.clientWidth < NARROW;
  const nodes = new vis.DataSet(data.nodes.map(node));
  const edges = new vis.DataSet(data.edges.map(edge));
  const options = data.options;
  options.nodes.chosen = { label: (values) => { values.mod = "bold"; } };
  const network = new vis.Network(box, { nodes, edges }, options);

  const show = () => {
    const [halfWidth, halfHeight] = data.extent[narrow ? "tall" : "wide"];
    const scale = Math.min(box.clientWidth / 2 / halfWidth, box.clientHeight / 2 / halfHeight, 1.25);
    network.moveTo({ position: { x: 0, y: 0 }, scale, animation: false });
  };
  const redraw = () => {
    nodes.update(data.nodes.map(node));
    edges.update(data.edges.map(edge));
  };
  const resized = () => {
    const before = narrow;
    narrow = box.clientWidth < NARROW;
    if (narrow !== before) redraw();
    show();
  };

  // What vis-network has no option for: a network's initial, and the ring of what is implied.
  network.on("afterDrawing", (context) => {
    const colour = palette();
    context.save();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.setLineDash([]);
    for (const each of nodes.get()) {
      if (!each.initial) continue;
      context.font = "600 14px system-ui, sans-serif";
      context.fillStyle = colour.ink;
      context.fillText(each.initial, each.x, each.y + 1);
    }
    for (const each of edges.get()) {
      const drawn = each.implied && network.body.edges[each.id];
      if (!drawn || !drawn.edgeType) continue;
      const middle = drawn.edgeType.getPoint(0.5);
      context.beginPath();
      context.arc(middle.x, middle.y, 6, 0, 2 * Math.PI);
      context.fillStyle = colour.ground;
      context.strokeStyle = colour[each.mark];
      context.lineWidth = 2;
      context.fill();
      context.stroke();
    }
    context.restore();
  });

  const titles = new Map([...data.nodes, ...data.edges].map((each) => [each.id, each.title]));
  const tell = (id) => {
    detail.textContent = titles.has(id) ? titles.get(id).split("\n").join(" · ") : data.hint;
  };
  network.on("select", ({ nodes: [first], edges: [line] }) => tell(first ?? line));
  network.on("hoverNode", ({ node: id }) => tell(id));
  network.on("hoverEdge", ({ edge: id }) => tell(id));

  // The keyboard goes through the circles, and from each to its lines.
  const stops = data.nodes.flatMap(({ id, role }) => [
    { nodes: [id], edges: [] },
    ...data.edges
      .filter((line) => (role === "network" ? line.to === id : line.to === id && line.mark !== "membership"))
      .map((line) => ({ nodes: [], edges: [line.id] })),
  ]);
  let at = -1;
  const stop = (next) => {
    at = (next + stops.length) % stops.length;
    network.setSelection(stops[at], { highlightEdges: false });
    tell(stops[at].nodes[0] ?? stops[at].edges[0]);
  };
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false });
  const keys = {
    ArrowRight: () => stop(at + 1), ArrowDown: () => stop(at + 1),
    ArrowLeft: () => stop(at < 0 ? -1 : at - 1), ArrowUp: () => stop(at < 0 ? -1 : at - 1),
    Home: () => stop(0), End: () => stop(-1),
    "+": () => zoom(1.25), "-": () => zoom(0.8), 0: show,
    Escape: () => { network.unselectAll(); at = -1; tell(null); show(); },
  };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1.25));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(0.8));
  document.getElementById("fit").addEventListener("click", show);

  dark.addEventListener("change", redraw);
  addEventListener("beforeprint", () => { printing = true; redraw(); network.redraw(); });
  addEventListener("afterprint", () => { printing = false; redraw(); });
  network.on("resize", () => requestAnimationFrame(resized));
  show();
  window.twingraphMap = { network, nodes, edges, detail };
})();
