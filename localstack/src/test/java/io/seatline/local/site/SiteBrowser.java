package io.seatline.local.site;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.local.testing.SeatlineExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * Chromium on the site, one for a test class; skips the class where Chromium or its driver is missing. Every test has its own
 * visitor, who knows no language, session or ticket yet. A console error or a violation of the Content Security Policy fails
 * the test.
 *
 * <p>The system property {@code screenshots} names a directory for {@link #screenshot}.
 */
public final class SiteBrowser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(25);

    private final SeatlineExtension seatline;
    private final NetworkCable cable;
    private final List<String> expected = new ArrayList<>();
    private Optional<ChromeDriver> driver = Optional.empty();
    private View view = View.EN_DESKTOP;

    public SiteBrowser(SeatlineExtension seatline) {
        this.seatline = seatline;
        cable = new NetworkCable(seatline::base);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        driver = Optional.of(Chromium.start(cable.port(), PATIENCE));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        online();
        List<String> found = Chromium.problems(driver()).stream()
                .filter(problem -> expected.stream().noneMatch(problem::contains))
                .toList();
        expected.clear();
        if (context.getExecutionException().isPresent()) {
            screenshot("failed-" + context.getRequiredTestMethod().getName());
        }
        assertEquals(List.of(), found, "console errors and violations of the Content Security Policy");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        driver.ifPresent(ChromeDriver::quit);
        cable.close();
    }

    /** Begins as a new visitor. */
    void visitor(View as) {
        view = as;
        String before = driver().getWindowHandle();
        command(
                "Storage.clearDataForOrigin",
                Map.of("origin", seatline.running().base().toString(), "storageTypes", "all"));
        command("Network.clearBrowserCache", Map.of());
        driver().switchTo().newWindow(WindowType.TAB);
        String now = driver().getWindowHandle();
        driver().switchTo().window(before).close();
        driver().switchTo().window(now);
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", as.width, "height", as.height, "deviceScaleFactor", 1, "mobile", as.phone()));
        command("Emulation.setTouchEmulationEnabled", Map.of("enabled", as.phone()));
        Object agent = driver().executeScript("return navigator.userAgent");
        command("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", as.language));
    }

    /** Opens a page of the site, or another address. */
    public void open(String path) {
        driver().get(path.startsWith("/") ? seatline.running().base() + path : path);
    }

    /** Signs in at the sign-in page, which the page's own button opens, and comes back. */
    void signIn(String name, String... groups) {
        press("page.sign_in");
        fillSignIn(name, groups);
    }

    /** Fills in the sign-in page, to which the site has led. */
    void fillSignIn(String name, String... groups) {
        WebElement field = see(By.name("sub"));
        field.clear();
        field.sendKeys(name);
        List<String> wanted = List.of(groups);
        driver().findElements(By.name("groups")).stream()
                .filter(box -> box.isSelected() != wanted.contains(box.getDomAttribute("value")))
                .forEach(WebElement::click);
        driver().findElement(By.cssSelector("form button")).click();
        waitFor("the site shows who is signed in", () -> {
            String address = address();
            return !address.contains("/local/issuer/")
                    && !address.contains("/signed-in.html")
                    && Boolean.TRUE.equals(
                            run(
                                    "return Object.keys({...localStorage, ...sessionStorage}).some(k => k.startsWith('session:'))"));
        });
    }

    /** Signs out, which leads to another page. */
    void signOut() {
        run("window.isSigningOut = true");
        see("[popovertarget=account]").click();
        press("page.sign_out");
        waitFor(
                "the page after the sign-out",
                () -> Boolean.TRUE.equals(run("return !window.isSigningOut && document.readyState === 'complete'")));
    }

    /** The address that the browser shows. */
    String address() {
        return driver().getCurrentUrl();
    }

    /** A text of the site in the visitor's language, once the page has it. */
    String text(String key, Map<String, ?> values) {
        return act(
                "the page has a text \"" + key + "\"",
                () -> Optional.ofNullable((String) runAsync(
                        "const [key, values, done] = arguments;"
                                + "import('/js/text.js').then(m => done(m.hasText(key) ? m.t(key, values) : null), e => done(null))",
                        key,
                        values)));
    }

    String text(String key) {
        return text(key, Map.of());
    }

    /** Presses the visible button or link that is named by a text of the site. */
    void press(String key) {
        pressNamed(text(key));
    }

    /** Presses the visible button or link with this name. */
    void pressNamed(String name) {
        act("a button or link \"" + name + "\"", () -> named(name).map(found -> {
            run("arguments[0].scrollIntoView({block: 'center'})", found);
            found.click();
            return true;
        }));
    }

    /** Whether there is a visible and enabled button or link that is named by a text of the site. */
    boolean offers(String key) {
        return named(text(key)).isPresent();
    }

    private Optional<WebElement> named(String name) {
        return Optional.ofNullable((WebElement) run("""
                const name = e => { const copy = e.cloneNode(true);
                  copy.querySelectorAll('[aria-hidden=true]').forEach(hidden => hidden.remove());
                  return (e.ariaLabel ?? copy.textContent).replace(/\\s+/g, ' ').trim() };
                const isOn = e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.ariaDisabled !== 'true';
                return [...document.querySelectorAll('button, a[href], summary')].find(e => name(e) === arguments[0] && isOn(e))""", name));
    }

    /** Waits until an element is displayed. */
    public WebElement see(By by) {
        return act(by.toString(), () -> driver().findElements(by).stream()
                .filter(WebElement::isDisplayed)
                .findFirst());
    }

    WebElement see(String selector) {
        return see(By.cssSelector(selector));
    }

    /** Waits until the page shows a text of the site. */
    void read(String key) {
        readText(text(key));
    }

    /** Waits until the page shows a text. */
    void readText(String text) {
        waitFor("the page says \"" + text + "\"", () -> shown().contains(text));
    }

    /** What the page shows. */
    String shown() {
        return (String) run("return document.body.innerText");
    }

    /** Waits for a condition; fails after some seconds with what the page shows. */
    void waitFor(String what, Supplier<Boolean> condition) {
        act(what, () -> Optional.of(true).filter(_ -> condition.get()));
    }

    private <T> T act(String what, Supplier<Optional<T>> attempt) {
        try {
            return new FluentWait<>(attempt)
                    .withTimeout(PATIENCE)
                    .pollingEvery(POLL)
                    .ignoring(StaleElementReferenceException.class, ElementClickInterceptedException.class)
                    .until(tried -> tried.get().orElse(null));
        } catch (org.openqa.selenium.TimeoutException e) {
            throw new AssertionError(
                    "not within " + PATIENCE + ": " + what + "\n" + address() + " shows:\n"
                            + shown().lines().limit(40).collect(joining("\n")),
                    e);
        }
    }

    /** Runs a script in the page. */
    Object run(String script, Object... arguments) {
        return driver().executeScript(script, arguments);
    }

    /** Runs a script that ends by calling its last argument. */
    Object runAsync(String script, Object... arguments) {
        return driver().executeAsyncScript(script, arguments);
    }

    /** Types keys where the focus is. */
    void type(CharSequence... keys) {
        driver().switchTo().activeElement().sendKeys(keys);
    }

    /** The id of the element that has the focus; empty if it has none, as the page's body. */
    String focused() {
        return (String) run("return document.activeElement.id");
    }

    /** Sends a command of the DevTools protocol. */
    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver().executeCdpCommand(name, parameters);
    }

    /** Allows console errors of this test that contain a text. */
    void expectError(String part) {
        expected.add(part);
    }

    /** Takes the network away from the page and its service worker. */
    void offline() {
        cable.pull();
        emulateNetwork(true, 0, -1);
    }

    void online() {
        cable.plug();
        emulateNetwork(false, 0, -1);
    }

    /** Loses the answer to the next request that contains a text, which Seatline gets all the same. */
    void loseAnswerTo(String request) {
        cable.loseAnswerTo(request);
    }

    /** Slows the network down to a latency in milliseconds and a rate in kilobits per second. */
    void slow(int latency, int kilobits) {
        emulateNetwork(false, latency, kilobits * 1000 / 8);
    }

    private void emulateNetwork(boolean offline, int latency, int bytesPerSecond) {
        command(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline", offline,
                        "latency", latency,
                        "downloadThroughput", bytesPerSecond,
                        "uploadThroughput", bytesPerSecond));
    }

    /** Checks the page with axe, and takes its picture under a name. */
    void check(String state) {
        assertEquals(List.of(), axe(), state + " (" + view + ")");
        assertEquals(
                false,
                run("return document.documentElement.scrollWidth > innerWidth"),
                state + " (" + view + ") scrolls sideways");
        screenshot(state);
    }

    /** Returns axe-core's findings: rule, place and what is wrong. */
    @SuppressWarnings("unchecked")
    List<String> axe() {
        run("if (!window.axe) {" + Chromium.AXE + "}");
        return (List<String>) runAsync("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.flatMap(v =>"
                + " v.nodes.map(n => `${v.id} at ${n.target}: ${n.failureSummary}`))), e => done(['' + e]))");
    }

    /** Saves what the browser shows, if the system property {@code screenshots} is set. */
    void screenshot(String name) {
        String directory = System.getProperty("screenshots", "");
        if (!directory.isEmpty()) {
            try {
                Files.createDirectories(Path.of(directory));
                Files.write(Path.of(directory, name + "-" + view + ".png"), driver().getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ChromeDriver driver() {
        return driver.orElseThrow(() -> new IllegalStateException("the browser is not started"));
    }
}
