// The assistant on a page of the city:
//
//   <script src="https://HOST/widget.js" defer data-title="…" data-color="#0b5f6c"></script>
//
// Optional: data-position="left", data-theme="light" or "dark", data-question="a first
// question", data-open to show the panel at once. Nothing is requested before it is opened,
// nothing is stored, and no markup is ever made from text, so a strict content policy holds.
(() => {
  "use strict";

  if (customElements.get("reseaux-assistant")) return; // a page that loads the script twice has one assistant
  const script = document.currentScript;
  const home = new URL(".", script.src);
  const given = script.dataset;
  const LONGEST = 2000; // characters of a question
  const BODY = 15000; // bytes; the server takes 16 kB
  const PATIENCE = 30000; // milliseconds
  const TEXTS = __TEXTS__; // the city's own, filled in by the server: launcher, notice

  // --- elements, from text alone ------------------------------------------------

  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  const button = (label, properties) => make("button", { type: "button", ...properties }, label);

  // A web address from the server, or null: never "javascript:".
  function address(text, base) {
    try {
      const url = new URL(text, base);
      return /^https?:$/.test(url.protocol) ? url.href : null;
    } catch {
      return null;
    }
  }

  function link(label, path, properties) {
    const href = path && address(path, home);
    if (!href) return null;
    return make("a", { href, target: "_blank", rel: "noopener noreferrer", ...properties }, label, make("span", { class: "unseen" }, " (nouvel onglet)"));
  }

  // French keeps « ? », « ! », « : » and « ; » on the line of the word before.
  const typeset = (text) => String(text).replace(/ (?=[?!:;»])/g, "\u00a0").replace(/« /g, "«\u00a0");

  function lines(text) {
    return String(text).split(/\s*\n\s*/).flatMap((line, number) => (number ? [make("br"), line] : [line]));
  }

  // --- colours that can be read, whatever the city's --------------------------------

  function channels(hex) {
    const long = /^#[\da-f]{3}$/i.test(hex) ? hex.replace(/[\da-f]/gi, "$&$&") : hex;
    return /^#[\da-f]{6}$/i.test(long) ? [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16)) : null;
  }

  function luminance(color) {
    const [red, green, blue] = color.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  // The colour, moved towards black or white until it reads as text on its ground.
  function readable(color, ground) {
    const goal = luminance(ground) > 0.4 ? 0 : 255;
    for (let part = 0; part <= 1; part += 0.05) {
      const mixed = color.map((c) => Math.round(c + (goal - c) * part));
      if (contrast(mixed, ground) >= 4.6) return mixed;
    }
    return [goal, goal, goal];
  }

  function colours(host, color) {
    const [white, tintLight, tintDark] = [[255, 255, 255], [237, 241, 243], [38, 54, 62]];
    const base = channels(color ?? "") ?? [11, 95, 108];
    const solid = readable(base, white);
    const rgb = (value) => `rgb(${value.join(" ")})`;
    host.style.setProperty("--solid", rgb(solid));
    host.style.setProperty("--text-light", rgb(readable(solid, tintLight)));
    host.style.setProperty("--text-dark", rgb(readable(base, tintDark)));
  }

  const LIGHT = "--ink:#1c2b33;--quiet:#4e5f69;--paper:#fff;--tint:#edf1f3;--line:#cfd9dd;--marked:#ffeaa6;--accent:var(--text-light);color-scheme:light;";
  const DARK = "--ink:#e6eef1;--quiet:#afc0c8;--paper:#17242b;--tint:#26363e;--line:#41555f;--marked:#6a5410;--accent:var(--text-dark);color-scheme:dark;";
  const STYLE = `
    :host { all: initial; position: fixed; z-index: 2147483000; inset: auto 1rem 1rem auto; ${LIGHT} font: max(16px, 1rem)/1.5 system-ui, sans-serif; color: var(--ink); }
    :host([position=left]) { inset: auto auto 1rem 1rem; }
    @media (prefers-color-scheme: dark) { :host(:not([theme=light])) { ${DARK} } }
    :host([theme=dark]) { ${DARK} }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    button, textarea { font: inherit; color: inherit; }
    button { cursor: pointer; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    a { color: var(--accent); text-underline-offset: .2em; }
    p, ul, ol, h2 { margin: 0; }

    .launcher { display: flex; gap: .6em; align-items: center; max-width: calc(100vw - 2rem); padding: .75em 1.2em .75em 1em; border: 2px solid transparent; border-radius: 2em; background: var(--solid); color: #fff; font-weight: 600; text-align: start; box-shadow: 0 .3em 1.4em rgb(0 0 0 / .28); transition: transform .15s; }
    .launcher:hover { transform: translateY(-2px); }
    .launcher:focus-visible { outline-color: var(--ink); box-shadow: 0 0 0 2px var(--paper); }
    .launcher svg { flex: none; width: 1.5em; height: 1.5em; }

    .panel { position: fixed; inset: auto 1rem 1rem auto; display: flex; flex-direction: column; width: min(26rem, calc(100vw - 2rem)); height: min(42rem, calc(100dvh - 2rem)); border: 1px solid var(--line); border-radius: 1.1em; background: var(--paper); overflow: hidden; box-shadow: 0 .6em 3em rgb(0 0 0 / .3); animation: rise .18s ease-out; }
    :host([position=left]) .panel { inset: auto auto 1rem 1rem; }
    @keyframes rise { from { opacity: 0; transform: translateY(1em); } }
    header { display: flex; gap: .5em; align-items: center; padding: 10px 10px 10px 18px; background: var(--solid); color: #fff; }
    h2 { flex: 1; font-size: 1.05em; font-weight: 650; line-height: 1.3; }
    .close { flex: none; width: 2.5em; height: 2.5em; border: 0; border-radius: 50%; background: none; font-size: 1em; line-height: 1; }
    .close:hover { background: rgb(0 0 0 / .22); }
    .close:focus-visible { outline-color: #fff; outline-offset: -3px; }
    .notice { padding: 10px 18px; background: var(--tint); color: var(--quiet); font-size: .85em; line-height: 1.45; }
    .talk { flex: 1; min-height: 5em; overflow-y: auto; padding: 16px 18px; overscroll-behavior: contain; }
    .talk:focus-visible { outline-offset: -3px; }
    .asked { scroll-margin: 10px; width: fit-content; max-width: 88%; margin: 1.2em 0 .8em auto; padding: .5em .9em; border-radius: 1em 1em .25em 1em; background: var(--tint); overflow-wrap: anywhere; white-space: pre-wrap; }
    .said p, .said ul { margin-block-end: .5em; overflow-wrap: anywhere; }
    .said ul:not(.choices) { padding-inline-start: 1.25em; }
    .marker { min-width: 24px; min-height: 24px; padding: 0 .15em; border: 0; border-radius: .4em; background: none; color: var(--accent); font-size: .85em; }
    .marker:hover { text-decoration: underline; }
    details { margin-block: .4em; border: 1px solid var(--line); border-radius: .7em; font-size: .9em; }
    summary { padding: .4em .8em; border-radius: .7em; color: var(--accent); font-weight: 600; cursor: pointer; }
    summary:hover { background: var(--tint); }
    details > :not(summary) { margin: .2em .8em .7em; }
    blockquote { padding-inline-start: .7em; border-inline-start: 3px solid var(--line); color: var(--quiet); overflow-wrap: anywhere; }
    mark { padding: .05em .15em; border-radius: .2em; background: var(--marked); color: var(--ink); }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { padding: .25em .6em .25em 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
    .automatic { margin-block-start: .5em; color: var(--quiet); font-size: .82em; }
    .actions { display: flex; flex-wrap: wrap; gap: .4em; margin-block-start: .35em; font-size: .85em; }
    .actions button { min-height: 2.1em; padding: .1em .8em; border: 1px solid var(--line); border-radius: 1.1em; background: none; color: var(--quiet); }
    .actions button:hover, .choices button:hover { border-color: var(--accent); background: var(--tint); }
    .actions svg { width: 1.2em; height: 1.2em; margin-inline-end: .4em; vertical-align: -.2em; }
    .actions .down svg { rotate: 180deg; }
    .actions [aria-pressed=true] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
    .said .choices { display: flex; flex-wrap: wrap; gap: .4em; margin-block: .8em .2em; padding: 0; list-style: none; }
    .choices button { min-height: 2.1em; padding: .25em .9em; border: 1px solid var(--line); border-radius: 1.1em; background: none; color: var(--accent); font-size: .9em; text-align: start; }
    form { padding: 12px 18px 6px; border-block-start: 1px solid var(--line); }
    label { display: block; margin-block-end: .25em; font-size: .85em; font-weight: 600; }
    .field { display: flex; gap: .5em; align-items: flex-end; }
    textarea { flex: 1; min-width: 0; max-height: 8em; padding: .5em .7em; border: 1px solid var(--quiet); border-radius: .7em; background: var(--paper); resize: none; field-sizing: content; min-height: 2.6em; }
    .send { min-height: 2.6em; padding: 0 1em; border: 0; border-radius: .7em; background: var(--solid); color: #fff; font-weight: 600; }
    .send[aria-disabled=true] { opacity: .6; cursor: progress; }
    .fault { padding-block-start: .35em; color: var(--ink); font-size: .9em; font-weight: 600; }
    .waiting { color: var(--quiet); }
    footer { display: flex; gap: .5em; justify-content: space-between; align-items: flex-start; padding: 0 18px 6px; color: var(--quiet); font-size: .8em; line-height: 1.4; }
    footer details { margin: 0; border: 0; font-size: 1em; }
    footer summary { width: fit-content; margin-inline-start: -.5em; padding: .4em .5em; color: var(--quiet); font-weight: 400; }
    footer details > :not(summary) { margin: 0; }
    .eraser { flex: none; padding: .4em .2em; border: 0; background: none; color: var(--quiet); text-decoration: underline; text-underline-offset: .2em; }
    .eraser:hover { color: var(--accent); }
    footer a { display: inline-block; margin-inline-end: .9em; padding-block: .25em; color: var(--quiet); }

    @media (max-width: 30rem) { .launcher { padding: .7em 1.1em .7em .9em; font-size: .86em; } }
    @media (max-width: 30rem), (max-height: 30rem) {
      .panel, :host([position=left]) .panel { inset: 0; width: 100%; height: 100dvh; border: 0; border-radius: 0; }
    }
    @media (max-height: 30rem) { .panel { overflow-y: auto; } .talk { flex: none; overflow: visible; } }
    @media (prefers-reduced-motion: reduce) { .launcher, .panel { transition: none; animation: none; } .launcher:hover { transform: none; } }
    @media (forced-colors: active) { .launcher, .send, .panel, header { border: 2px solid ButtonText; } mark { outline: 1px solid; } }
    @media print { :host { position: static; } .launcher, form, .choices, .actions, .close, .eraser { display: none; } .panel { position: static; width: auto; height: auto; box-shadow: none; } .talk { overflow: visible; } }
  `;

  const BUBBLE = "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5";
  const THUMB = "M7 11v9H3v-9zM7 11l4-8c1.7 0 2.8 1.2 2.5 2.9L13 9h5.6a2 2 0 0 1 2 2.3l-1 6.7a2.4 2.4 0 0 1-2.4 2H7";

  function icon(path) {
    const svg = (tag, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    };
    const drawing = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linejoin": "round", "stroke-linecap": "round" });
    drawing.append(svg("path", { d: path }));
    return drawing;
  }

  // --- the element --------------------------------------------------------------------

  class Assistant extends HTMLElement {
    #turns = []; // the conversation is here and nowhere else
    #ready = null;
    #busy = false;

    // Not in the constructor: createElement() refuses an element that is born with attributes.
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.lang = "fr";
      colours(this, this.getAttribute("color"));
      root.append(this.#built());
      root.addEventListener("keydown", (event) => event.key === "Escape" && !this.panel.hidden && this.close());
      // Never on a phone, where it would hide the page.
      if (this.hasAttribute("open") && matchMedia("(min-width: 30.01rem)").matches) this.open({ focus: false });
    }

    #built() {
      const title = this.getAttribute("title-text") || "Assistant";
      this.launcher = make("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.open() }, icon(BUBBLE), typeset(TEXTS.launcher));
      this.talk = make("div", { class: "talk", role: "log", "aria-live": "off", "aria-label": "Conversation", tabindex: "0" });
      this.status = make("p", { class: "unseen", role: "status" });
      this.box = make("textarea", { id: "question", rows: "1", "aria-describedby": "fault", onkeydown: (event) => this.#typed(event) });
      this.send = make("button", { class: "send" }, "Envoyer");
      this.fault = make("p", { id: "fault", class: "fault", hidden: "" });
      this.about = make("div", {}, link("Version simple", "simple"));
      this.eraser = button("Effacer", { class: "eraser", "aria-label": "Effacer la conversation", hidden: "", onclick: () => this.erase() });
      // Where there is little room, the conversation has it.
      const tall = matchMedia("(min-height: 44rem)").matches;
      const foot = make("footer", {}, make("details", tall ? { open: "" } : {}, make("summary", {}, "À propos, données personnelles"), this.about), this.eraser);
      const form = make("form", { onsubmit: (event) => (event.preventDefault(), this.ask(this.box.value)) },
        make("label", { for: "question" }, "Votre question"), make("div", { class: "field" }, this.box, this.send), this.fault);
      this.panel = make("section", { class: "panel", role: "dialog", "aria-label": title, hidden: "" },
        make("header", {}, make("h2", {}, title), button("✕", { class: "close", "aria-label": "Fermer l'assistant", onclick: () => this.close() })),
        make("p", { class: "notice" }, typeset(TEXTS.notice)), this.talk, this.status, form, foot);
      return make("aside", { "aria-label": "Assistant" }, this.launcher, this.panel);
    }

    open({ focus = true } = {}) {
      this.panel.hidden = false;
      this.launcher.hidden = true;
      this.launcher.setAttribute("aria-expanded", "true");
      this.#ready ??= this.#welcome();
      if (focus) this.box.focus();
    }

    close() {
      this.panel.hidden = true;
      this.launcher.hidden = false;
      this.launcher.setAttribute("aria-expanded", "false");
      this.launcher.focus();
    }

    erase() {
      if (this.#busy) return;
      this.#turns = [];
      this.talk.replaceChildren();
      this.eraser.hidden = true;
      this.removeAttribute("question");
      this.#ready = this.#welcome();
      this.status.textContent = "Conversation effacée.";
      this.box.focus();
    }

    async #welcome() {
      const first = this.getAttribute("question");
      const about = await this.#fetched("about").catch(() => null);
      if (about) {
        this.about.replaceChildren(...about.links.map(({ label, path }) => link(typeset(label), path)).filter(Boolean), make("p", {}, typeset(about.credit)));
        const asked = first || this.talk.childElementCount; // whoever was quicker needs no suggestion
        this.talk.prepend(this.#said({ answer: about.welcome, citations: [], suggestions: asked ? [] : about.suggestions }, false));
      } else this.#ready = null; // tried again when it is opened again
      if (first) await this.ask(first);
    }

    #typed(event) {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.ask(this.box.value);
    }

    async ask(text) {
      const question = text.trim();
      if (this.#busy) return;
      if (!question || question.length > LONGEST) {
        return this.#refuse(question ? `Votre question dépasse ${LONGEST} caractères : raccourcissez-la.` : "Écrivez une question.");
      }
      this.#wait(question);
      try {
        const reply = await this.#fetched("ask", this.#body(question));
        this.#answer(question, reply);
      } catch (error) {
        this.asked.remove();
        this.box.value = question;
        this.#refuse(error.french ?? "La connexion n'aboutit pas : réessayez dans un instant.");
      } finally {
        this.waiting.remove();
        this.#busy = false;
        this.send.setAttribute("aria-disabled", "false");
      }
    }

    #wait(question) {
      this.#busy = true;
      this.about.parentElement.open = false; // it has been seen; the answer needs the room
      this.send.setAttribute("aria-disabled", "true");
      this.#refuse("");
      this.box.value = "";
      this.asked = make("p", { class: "asked" }, make("span", { class: "unseen" }, "Vous : "), typeset(question));
      this.waiting = make("p", { class: "waiting" }, "Réponse en cours…");
      this.talk.append(this.asked, this.waiting);
      this.asked.scrollIntoView({ block: "nearest" });
      this.status.textContent = "Réponse en cours…";
    }

    #refuse(message) {
      this.fault.hidden = !message;
      this.fault.textContent = typeset(message);
      this.box.setAttribute("aria-invalid", String(Boolean(message)));
      if (message) this.status.textContent = typeset(message);
    }

    // The oldest turns give way, so that a long conversation never meets the server's limit.
    #body(question) {
      const history = this.#turns.slice(-12);
      const body = () => JSON.stringify({ question, history });
      while (history.length && new TextEncoder().encode(body()).length > BODY) history.shift();
      return body();
    }

    async #fetched(name, body) {
      const response = await fetch(new URL(`api/v1/${name}`, home), {
        method: body ? "POST" : "GET",
        headers: body ? { "Content-Type": "application/json" } : {},
        body,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status === 204) return null;
      const said = await response.json();
      if (!response.ok) throw Object.assign(new Error(said.error), { french: said.error });
      return said;
    }

    #answer(question, reply) {
      this.#turns.push({ role: "user", content: question }, { role: "assistant", content: reply.answer });
      this.eraser.hidden = false;
      for (const old of this.talk.querySelectorAll(".choices")) old.remove();
      this.talk.append(this.#said(reply, true));
      this.status.textContent = `${typeset(reply.answer)} ${reply.citations.length ? `Sources : ${reply.citations.length}.` : ""}`; // once, and whole
      this.asked.scrollIntoView({ block: "start" }); // an answer is read from its beginning
    }

    // --- what an answer looks like ---------------------------------------------------

    #said(reply, whole) {
      const sources = new Map(reply.citations.map((proof) => [String(proof.id), this.#source(proof)]));
      const answer = make("div", { class: "said", "data-ai-generated": "true" }, ...this.#paragraphs(reply.answer, sources));
      if (reply.picture) answer.append(this.#table(reply.picture));
      if (sources.size > 3) answer.append(make("details", {}, make("summary", {}, `Sources (${sources.size})`), make("div", {}, ...sources.values())));
      else answer.append(...sources.values());
      if (reply.checked) answer.append(make("details", {}, make("summary", {}, "Comment j’ai trouvé"), make("p", {}, typeset(reply.checked))));
      if (whole) answer.append(make("p", { class: "automatic" }, typeset(reply.note)), this.#actions(reply));
      if (reply.suggestions.length) answer.append(this.#choices(reply.suggestions));
      return answer;
    }

    #paragraphs(text, sources) {
      const blocks = [];
      for (const line of typeset(text).split("\n").filter((line) => line.trim())) {
        if (!line.startsWith("- ")) blocks.push(make("p", {}, ...this.#marked(line, sources)));
        else {
          if (blocks.at(-1)?.tagName !== "UL") blocks.push(make("ul"));
          blocks.at(-1).append(make("li", {}, ...this.#marked(line.slice(2), sources)));
        }
      }
      return blocks;
    }

    #marked(line, sources) {
      return line.split(/(\[\d+\])/).map((part) => {
        const source = sources.get(part.slice(1, -1));
        return source ? button(part, { class: "marker", "aria-label": `Voir la source ${part.slice(1, -1)}`, onclick: () => this.#show(source) }) : part;
      });
    }

    #show(source) {
      for (let around = source; around; around = around.parentElement.closest("details")) around.open = true;
      source.querySelector("summary").focus();
      source.scrollIntoView({ block: "nearest" });
    }

    #source(proof) {
      const passage = make("blockquote", {}, ...lines(proof.before), make("mark", {}, ...lines(proof.quote)), ...lines(proof.after));
      return make("details", { class: "source" },
        make("summary", {}, `[${proof.id}] ${proof.network} · ${proof.section}`), passage, link("Lire sur le site de la ville", proof.url));
    }

    #table({ title, columns, rows }) {
      const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, column)));
      const body = rows.map(([name, ...cells]) => make("tr", {}, make("th", { scope: "row" }, name), ...cells.map((cell) => make("td", {}, cell))));
      const table = make("table", {}, make("caption", { class: "unseen" }, title), make("thead", {}, head), make("tbody", {}, ...body));
      return make("details", {}, make("summary", {}, typeset(title)), make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": title }, table));
    }

    #actions(reply) {
      const done = (text) => (this.status.textContent = text);
      const copy = button("Copier", {
        onclick: () => navigator.clipboard.writeText(reply.answer).then(() => ((copy.textContent = "Copié"), done("Réponse copiée.")), () => done("La copie n'est pas permise ici.")),
      });
      const votes = [["up", "Utile"], ["down", "Pas utile"]].map(([vote, label]) =>
        make("button", { type: "button", class: vote, "aria-pressed": "false", onclick: (event) => this.#vote(vote, event.currentTarget, votes, done) }, icon(THUMB), label));
      return make("div", { class: "actions" }, copy, ...votes);
    }

    #vote(vote, pressed, votes, done) {
      if (votes.some((one) => one.getAttribute("aria-pressed") === "true")) return;
      pressed.setAttribute("aria-pressed", "true");
      this.#fetched("vote", JSON.stringify({ vote })).then(() => done("Merci pour votre avis."), () => done("Votre avis n'a pas pu être envoyé."));
    }

    #choices(suggestions) {
      return make("ul", { class: "choices", "aria-label": "Questions proposées" },
        ...suggestions.map((text) => make("li", {}, button(typeset(text), { onclick: () => (this.box.focus(), this.ask(text)) }))));
    }
  }

  customElements.define("reseaux-assistant", Assistant);
  const NAMES = { title: "title-text", color: "color", position: "position", theme: "theme", question: "question", open: "open" };
  const element = document.createElement("reseaux-assistant");
  for (const [name, attribute] of Object.entries(NAMES)) if (name in given) element.setAttribute(attribute, given[name]);
  document.body.append(element);
})();
