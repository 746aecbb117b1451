// Blocks dragged by their handles, from card to card or between two blocks.

// `take` is told the block that is taken up, `drop` the article it is dropped on and its place among the blocks.
export function letDrag(cards, { take, drop }) {
  let dragged = false;
  const dropMarks = () => cards.querySelectorAll(".is-before, .is-after, .is-target");
  const clearDrop = () => dropMarks().forEach((shown) => shown.classList.remove("is-before", "is-after", "is-target"));

  function dropPlace(event) {
    const card = event.target.closest(".wb-card"), block = event.target.closest(".wb-block");
    if (!card) return null;
    const key = card.dataset.article || null;
    if (!block || key === null) return { card, block: null, key, at: null };
    const { top, height } = block.getBoundingClientRect(), isAfter = event.clientY > top + height / 2;
    return { card, block, key, isAfter, at: [...block.parentNode.children].indexOf(block) + Number(isAfter) };
  }

  cards.addEventListener("dragstart", (event) => {
    const block = event.target.closest?.(".wb-handle")?.closest(".wb-block");
    if (!block) return;
    take(block.dataset.block);
    dragged = true;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", block.textContent);
    event.dataTransfer.setDragImage(block, 0, 0);
  });
  cards.addEventListener("dragover", (event) => {
    const place = dragged && dropPlace(event);
    if (!place) return;
    event.preventDefault();
    clearDrop();
    if (place.block) place.block.classList.add(place.isAfter ? "is-after" : "is-before");
    else place.card.classList.add("is-target");
  });
  cards.addEventListener("drop", (event) => {
    const place = dragged && dropPlace(event);
    if (!place) return;
    event.preventDefault();
    drop(place.key, place.at);
  });
  cards.addEventListener("dragend", () => { dragged = false; clearDrop(); });
}
