"use strict";

const PAGE = 60;
const REFRESH_MS = 700;
const token = document.querySelector("meta[name=lab-token]").content;
const grid = document.getElementById("phones");
const template = document.getElementById("card");
const notice = document.getElementById("notice");
const asking = document.getElementById("asking");
const cards = new Map();
let page = 0;
let pages = 1;
let noticeUntil = 0;

function request(path, options = {}) {
  return fetch(path, { ...options, headers: { "X-Lab-Token": token } });
}

function say(text) {
  notice.textContent = text;
  notice.hidden = false;
  noticeUntil = Date.now() + 4000;
}

async function act(udid, action) {
  try {
    const response = await request(`/phones/${encodeURIComponent(udid)}/${action}`, { method: "POST" });
    if (!response.ok) {
      say((await response.json()).detail);
    }
  } catch {
    say("The lab does not answer.");
  }
  refresh();
}

function newCard(udid) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      act(udid, button.dataset.action || button.dataset.next);
    }
  });
  return card;
}

function stateOf(phone) {
  if (!phone.plugged) {
    return ["idle", "No cable"];
  }
  if (phone.asksForPasscode) {
    return ["waiting", phone.backingUp ? "Asks for its passcode for a backup" : "Asks for its passcode"];
  }
  switch (phone.dialog) {
    case "shown": return ["waiting", "Asks its owner"];
    case "passcode": return ["waiting", "Waits for the passcode"];
    case "denied": return ["denied", "Denied until the cable is pulled"];
    case "accepted": return ["trusted", "Trusts this computer"];
    default: return phone.trustedHosts > 0 ? ["trusted", "Trusted earlier"] : ["idle", "Not asked yet"];
  }
}

function text(card, selector, value) {
  const element = card.querySelector(selector);
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

function toggle(card, kind, label, next) {
  const button = card.querySelector(`[data-toggle=${kind}]`);
  button.textContent = label;
  button.dataset.next = next;
}

function show(card, phone) {
  const [tone, state] = stateOf(phone);
  const asks = phone.dialog === "shown" || phone.dialog === "passcode";
  card.className = ["phone", asks && "asks", phone.locked && "dark", !phone.plugged && "out"].filter(Boolean).join(" ");
  text(card, ".clock", new Date().toTimeString().slice(0, 5));
  text(card, ".name", phone.name);
  text(card, ".lock", phone.locked ? (phone.lockState === "locked" ? "Locked" : "Not unlocked since boot") : "");
  text(card, ".model", `${phone.productType} · iOS ${phone.productVersion}`);
  text(card, ".udid", phone.udid);
  text(card, ".state", state + (phone.host ? ` · plugged into ${phone.host}` : ""));
  card.querySelector(".state").className = `state ${tone}`;
  const hosts = phone.trustedHosts === 1 ? "1 trusted host" : `${phone.trustedHosts} trusted hosts`;
  const alerts = phone.prompts === 1 ? "1 alert" : `${phone.prompts} alerts`;
  text(card, ".traits", `${hosts} · ${alerts}` + (phone.personality === "standard" ? "" : ` · ${phone.personality}`));
  card.querySelector(".alert").hidden = phone.dialog !== "shown";
  card.querySelector(".code").hidden = phone.dialog !== "passcode";
  toggle(card, "lock", phone.locked ? "Unlock" : "Lock", phone.locked ? "unlock" : "lock");
  toggle(card, "plug", phone.plugged ? "Unplug" : "Plug in", phone.plugged ? "unplug" : "plug");
}

function draw(phones) {
  const wanted = new Set(phones.map((phone) => phone.udid));
  for (const [udid, card] of cards) {
    if (!wanted.has(udid)) {
      card.remove();
      cards.delete(udid);
    }
  }
  phones.forEach((phone, index) => {
    let card = cards.get(phone.udid);
    if (!card) {
      card = newCard(phone.udid);
      cards.set(phone.udid, card);
    }
    if (grid.children[index] !== card) {
      grid.insertBefore(card, grid.children[index] || null);
    }
    show(card, phone);
  });
}

async function load() {
  const filter = asking.checked ? "&dialog=shown" : "";
  const response = await request(`/phones?offset=${page * PAGE}&limit=${PAGE}${filter}`);
  if (!response.ok) {
    throw new Error((await response.json()).detail);
  }
  const total = Number(response.headers.get("X-Total-Count"));
  draw(await response.json());
  pages = Math.max(1, Math.ceil(total / PAGE));
  if (page >= pages) {
    page = pages - 1;
  }
  const phones = total === 1 ? "1 phone" : `${total} phones`;
  document.getElementById("counts").textContent = asking.checked ? `${phones} waiting for a tap` : phones;
  document.getElementById("page").textContent = `${page + 1} / ${pages}`;
  document.getElementById("previous").disabled = page === 0;
  document.getElementById("next").disabled = page >= pages - 1;
}

async function refresh() {
  try {
    await load();
    if (Date.now() > noticeUntil) {
      notice.hidden = true;
    }
  } catch (error) {
    say(error instanceof TypeError ? "The lab does not answer." : error.message);
  }
}

function turn(by) {
  page = Math.min(Math.max(0, page + by), pages - 1);
  refresh();
}

document.getElementById("previous").addEventListener("click", () => turn(-1));
document.getElementById("next").addEventListener("click", () => turn(1));
asking.addEventListener("change", () => turn(-page));

async function loop() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(loop, REFRESH_MS);
}
loop();
