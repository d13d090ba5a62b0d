// Another budget: solves the mix in the page from the fitted law, by the same rule as ScalingLaws/Mixing/WaterFilling.cs, and with the same numbers
// as `curate mix` (a test compares them). The budget may also stand in the address: index.html#budget=1e18
"use strict";
(() => {
  const law = JSON.parse(document.getElementById("slider-law").textContent);
  const root = document.getElementById("slider");
  const range = document.getElementById("slider-range");
  const box = document.getElementById("slider-flops");
  const answer = document.getElementById("slider-answer");
  const rows = [...root.querySelectorAll("tbody tr")];

  const halfLife = (pool, total) => law.pools[pool].halfLife * Math.pow(total / law.pools[pool].uniqueTokens, law.dilution);

  // What a number of epochs is worth in fresh passes (ScalingLaws/Laws/EffectivePasses.cs).
  const passes = (epochs, life) => {
    const whole = Math.floor(epochs), decay = -Math.LN2 / life;
    return (whole === 0 ? 0 : Math.expm1(decay * whole) / Math.expm1(decay)) + (epochs - whole) * Math.exp(decay * whole);
  };

  const loss = tokens => {
    let total = 0, effective = 0;
    tokens.forEach((t, pool) => { total += t > 0 ? law.pools[pool].uniqueTokens : 0; });
    tokens.forEach((t, pool) => {
      const { rate, uniqueTokens } = law.pools[pool];
      if (t > 0) effective += rate * uniqueTokens * passes(t / uniqueTokens, halfLife(pool, total));
    });
    return effective > 0 ? law.irreducible + law.scale * Math.pow(effective / law.unit, -law.exponent) : Infinity;
  };

  // Fills (pool, epoch) segments in falling order of the worth of their next token until the budget is spent.
  const fill = (active, budget) => {
    const total = active.reduce((sum, pool) => sum + law.pools[pool].uniqueTokens, 0);
    const heads = active.map(pool => ({ pool, epoch: 0, worth: law.pools[pool].rate, decay: Math.exp(-Math.LN2 / halfLife(pool, total)) }));
    const tokens = law.pools.map(() => 0);
    let left = budget;
    while (left > 0 && heads.length > 0) {
      let best = 0;
      for (let i = 1; i < heads.length; i++) if (heads[i].worth > heads[best].worth) best = i;
      const head = heads[best], unique = law.pools[head.pool].uniqueTokens;
      const room = law.maxEpochs === null ? unique : Math.min(unique, (law.maxEpochs - head.epoch) * unique);
      if (room <= 0) { heads.splice(best, 1); continue; }
      const taken = Math.min(room, left);
      tokens[head.pool] += taken;
      left -= taken;
      head.epoch++;
      head.worth = law.pools[head.pool].rate * Math.pow(head.decay, head.epoch);
    }
    return tokens;
  };

  // By rank: the pools in order for a few epochs each, then all in proportion (ScalingLaws/Mixing/RankedFilling.cs).
  const ranked = budget => {
    const order = law.ranking.map(name => law.pools.findIndex(pool => pool.name === name)).filter(pool => pool >= 0);
    const most = (pool, epochs) => Math.min(epochs, law.maxEpochs ?? Infinity) * law.pools[pool].uniqueTokens;
    const tokens = law.pools.map(() => 0);
    let left = budget;
    for (const pool of order) {
      const more = Math.min(most(pool, law.rankedEpochs), left);
      tokens[pool] += more;
      left -= more;
    }
    for (let hasRoom = true; hasRoom && left > 1e-9 * budget;) {
      const open = order.filter(pool => tokens[pool] < most(pool, Infinity) * (1 - 1e-12)), spread = left;
      const size = open.reduce((sum, pool) => sum + law.pools[pool].uniqueTokens, 0);
      for (const pool of open) {
        const more = Math.min(spread * law.pools[pool].uniqueTokens / size, most(pool, Infinity) - tokens[pool]);
        tokens[pool] += more;
        left -= more;
      }
      hasRoom = open.length > 0;
    }
    return tokens;
  };

  // With dilution a half-life depends on which pools are in use, so every set of pools is tried (above 12 pools: nested ones, best rates first).
  const solve = budget => {
    if (law.ranking) return ranked(budget);
    const all = law.pools.map((_, pool) => pool);
    if (law.dilution === 0) return fill(all, budget);
    let best = law.pools.map(() => 0), bestLoss = Infinity;
    const consider = active => {
      const tokens = fill(active, budget);
      const value = active.every(pool => tokens[pool] > 0) ? loss(tokens) : Infinity;
      if (value < bestLoss) { best = tokens; bestLoss = value; }
    };
    if (all.length <= 12) {
      for (let mask = 1; mask < 1 << all.length; mask++) consider(all.filter(pool => mask & (1 << pool)));
    } else {
      const byRate = [...all].sort((a, b) => law.pools[b].rate - law.pools[a].rate || a - b);
      byRate.forEach((_, count) => consider(byRate.slice(0, count + 1).sort((a, b) => a - b)));
    }
    return best;
  };

  // C = 6 N D with N given, or at the ratio r = D / N.
  const tokensOf = flops => flops / (6 * (law.modelParameters ?? Math.sqrt(flops / (6 * law.tokensPerParameter))));

  const compact = value => {
    const units = [[1e15, "×10¹⁵"], [1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]];
    const [size, name] = units.find(([limit]) => value >= limit) ?? [1, ""];
    return `${(value / size).toPrecision(3)}${name && " " + name}`;
  };
  const flopsText = value => {
    const [digits, power] = value.toExponential(2).split("e");
    return `${digits} × 10${[...String(Number(power))].map(c => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("")}`;
  };

  const show = flops => {
    const budget = tokensOf(flops), tokens = solve(budget), predicted = loss(tokens), spent = tokens.reduce((a, b) => a + b, 0);
    root.dataset.flops = flops;
    root.dataset.tokens = tokens.join(" ");
    root.dataset.loss = predicted;
    const beyond = budget > law.supportedTokens;
    answer.textContent = `${flopsText(flops)} FLOPs train ${compact(flops / (6 * budget))} parameters on ${compact(budget)} tokens: predicted loss ` +
      `${predicted.toFixed(4)} ${law.lossUnit}${beyond ? ", extrapolated far beyond the probes" : ""}` +
      `${spent < 0.999 * budget ? `; the cap on epochs leaves ${compact(budget - spent)} tokens unspent` : ""}.`;
    root.classList.toggle("extrapolated", beyond);
    rows.forEach((row, pool) => {
      const share = spent > 0 ? tokens[pool] / spent : 0, cells = row.querySelectorAll("td");
      cells[0].textContent = tokens[pool] > 0 ? compact(tokens[pool]) : "none";
      cells[1].textContent = (tokens[pool] / law.pools[pool].uniqueTokens).toFixed(2);
      cells[2].textContent = `${(100 * share).toFixed(1)} %`;
      row.querySelector(".meter i").style.width = `${100 * share}%`;
    });
  };

  const choose = (flops, from) => {
    if (!(flops > 0 && Number.isFinite(flops))) { box.setAttribute("aria-invalid", "true"); return; }
    box.removeAttribute("aria-invalid");
    if (from !== range) range.value = Math.log10(flops);
    if (from !== box) box.value = from === range ? flops.toExponential(2) : flops.toExponential();
    range.setAttribute("aria-valuetext", `${flops.toExponential(2)} FLOPs`);
    show(flops);
  };

  const fromAddress = () => Number(/[#&]budget=([^&]+)/.exec(location.hash)?.[1]);
  range.addEventListener("input", () => choose(Math.pow(10, Number(range.value)), range));
  box.addEventListener("input", () => choose(Number(box.value), box));
  document.getElementById("slider-reset").addEventListener("click", () => choose(law.budget, null));
  addEventListener("hashchange", () => { if (fromAddress() > 0) choose(fromAddress(), null); });
  root.hidden = false;
  choose(fromAddress() > 0 ? fromAddress() : law.budget, null);
})();
