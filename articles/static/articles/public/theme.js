// Runs before the first paint: what the reader chose last time must not flash in late.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    for (const name of ["theme", "size"]) {
      const chosen = localStorage.getItem(name);
      if (chosen) root.dataset[name] = chosen;
    }
  } catch { /* storage is closed to us: the system's choice stands */ }
})();
