/* Sending a file over a weak line: photos become smaller first, a broken line is tried again.
   Without this script, or when anything here fails, the form is sent as any form. */
(() => {
  "use strict";
  const LONGEST = 2000;
  const TRIES = 5;
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  // A photo at 2,000 points; the file itself when it is no photo or would grow.
  const smaller = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !window.createImageBitmap) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, file.type, 0.85));
    if (!blob || blob.type !== file.type || blob.size >= file.size) return file;
    return new File([blob], file.name, { type: file.type });
  };

  // The key in the form makes a second arrival harmless, so trying again is safe.
  const send = async (form, data, say) => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      } catch (broken) {
        if (tried === TRIES) throw broken;
        const seconds = 2 ** tried;
        say(form.dataset.again.replace("{n}", seconds));
        await wait(seconds);
        say(form.dataset.sending);
      }
    }
  };

  const show = async (answer) => {
    if (answer.redirected) { // signed out meanwhile
      window.location.assign(answer.url);
      return;
    }
    const type = answer.headers.get("Content-Type") || "";
    if (type.startsWith("application/json")) {
      const { next } = await answer.json();
      window.location.assign(next);
      return;
    }
    // The page again with an error, or another page: put it in place.
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.querySelector(".error-summary")?.focus();
  };

  // First of all listeners: no other script then takes this press for its own.
  const press = async (event) => {
    const form = event.target;
    const input = form.matches("[data-upload]") && form.querySelector("input[type=file]");
    if (!input || !input.files.length || !window.fetch) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    const note = form.querySelector("[data-upload-status]");
    const say = (words) => { note.textContent = words; };
    const data = new FormData(form);
    try {
      say(form.dataset.smaller);
      const file = await smaller(input.files[0]).catch(() => input.files[0]);
      data.set(input.name, file, file.name);
      say(form.dataset.sending);
      await show(await send(form, data, say));
    } catch (broken) {
      say(form.dataset.lost);
    } finally {
      delete form.dataset.busy;
    }
  };
  document.addEventListener("submit", press, true);
})();
