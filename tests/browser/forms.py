"""How a person fills in what several journeys ask for."""


def choose_area(page, name, js):
    chip = page.locator("label.chip", has_text=name)
    if not chip.is_visible():
        page.locator(".areapick summary").click()
    chip.click() if js else chip.locator("input").check(force=True)
