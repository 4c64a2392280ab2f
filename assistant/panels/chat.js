// Runs once in the chat (`element` is gradio's): what the tools under an answer do.
const dialogue = element.querySelector('dialog');
const say = (name) => element.querySelector(`.words [value="${name}"]`).textContent;
const told = (button, words) => {
  const before = button.textContent;
  button.textContent = words;
  setTimeout(() => { button.textContent = before; }, 2500);
};

// An answer as plain text: what it says, and every source with its page and address.
const withSources = (answer) => {
  const sources = [...answer.querySelectorAll('.chip')].map((chip) =>
    `${chip.querySelector('b').textContent} ${chip.title} ${chip.href}`);
  const rows = [...answer.querySelectorAll('.rows tr')].map((row) =>
    [...row.cells].map((cell) => cell.innerText).join('\t') +
      [...row.querySelectorAll('a')].map((link) => `\t${link.title} ${link.href}`).join(''));
  const said = answer.querySelector('.said').innerText;
  return [said, ...rows, ...(sources.length ? [say('sources'), ...sources] : [])].join('\n');
};

// The clipboard is closed to pages that come without encryption from another machine.
const copied = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
};

const judged = async (button, verdict, comment) => {
  const link = button.closest('.answer').querySelector('.self').href;
  const questions = new URL(link).searchParams.getAll('ask');
  const reply = await fetch('feedback', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({verdict, questions, comment}),
  });
  told(button, say(reply.ok ? 'thanks' : 'failed'));
};

document.addEventListener('click', (event) => {
  const button = event.target.closest && event.target.closest('.answer .tools button');
  if (!button) return;
  const name = button.className;
  if (name === 'copy')
    copied(withSources(button.closest('.answer'))).then(() => told(button, say('copied')));
  else if (name !== 'error') judged(button, name, '');
  else {
    dialogue.returnValue = '';
    dialogue.querySelector('textarea').value = '';
    dialogue.showModal();
    dialogue.onclose = () => {
      if (dialogue.returnValue)
        judged(button, 'error', dialogue.querySelector('textarea').value);
    };
  }
});

// A new turn is shown from its question on, not from its end, while its answer comes in.
const COMING = 5000;
let turns = 0, asking = 0;
new MutationObserver(() => {
  // Gradio calls its buttons a list, of which screen readers then expect items.
  document.querySelector('#chat .examples[role]')?.removeAttribute('role');
  // It labels each turn with the HTML that makes it; what is read aloud is the turn itself.
  for (const turn of document.querySelectorAll('#chat [data-testid][aria-label]'))
    turn.removeAttribute('aria-label');
  const asked = document.querySelectorAll('#chat .user-row');
  if (asked.length > turns) asking = Date.now();
  turns = asked.length;
  if (!turns || Date.now() - asking > COMING || innerWidth < 820) return;
  const last = asked[turns - 1], log = last.closest('[role="log"]');
  const top = last.getBoundingClientRect().top - log.getBoundingClientRect().top;
  if (top > 8) log.scrollBy({top: top - 4});
}).observe(document.body, {childList: true, subtree: true});
document.addEventListener('wheel', () => { asking = 0; }, {passive: true});
