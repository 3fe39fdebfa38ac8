package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import com.deque.html.axecore.selenium.AxeBuilder;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.assertj.core.api.Assertions.assertThat;

/** A real browser without a window, as Debian packages it. */
public final class Chromium implements AutoCloseable {

	private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

	private static final Path PROGRAM = Path.of("/usr/bin/chromium");

	private static final Path PICTURES = Path.of("target/pages");

	private static final int HEIGHT = 800;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final ChromeDriver driver;

	/**
	 * Starts one.
	 * @param profile what it remembers
	 * @param more options of its command line
	 */
	public Chromium(Path profile, String... more) {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(PROGRAM.toFile());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--no-first-run", "--disable-background-networking", "--user-data-dir=" + profile);
		options.addArguments(more);
		options.setExperimentalOption("prefs",
				Map.of("credentials_enable_service", false, "profile.password_manager_leak_detection", false));
		this.driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
				options);
	}

	public static boolean isInstalled() {
		return Files.isExecutable(DRIVER) && Files.isExecutable(PROGRAM);
	}

	public void open(String address) {
		this.driver.get(address);
	}

	public String address() {
		return String.valueOf(this.driver.getCurrentUrl());
	}

	public String text() {
		return this.driver.findElement(By.tagName("body")).getText();
	}

	public WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	public int count(String selector) {
		return this.driver.findElements(By.cssSelector(selector)).size();
	}

	public void type(String field, String text) {
		WebElement element = find("#" + field);
		element.clear();
		element.sendKeys(text);
	}

	/** Presses a button, and waits for the page that comes after it. */
	public void press(String selector) {
		WebElement button = find(selector);
		button.click();
		new WebDriverWait(this.driver, PATIENCE).until((page) -> isGone(button));
		new WebDriverWait(this.driver, PATIENCE)
			.until((page) -> "complete".equals(this.driver.executeScript("return document.readyState")));
	}

	/** While the page is being replaced, the driver has more errors than one for that. */
	private static boolean isGone(WebElement element) {
		try {
			element.isEnabled();
			return false;
		}
		catch (WebDriverException ex) {
			return true;
		}
	}

	/** Chooses from a list. */
	public void choose(String selector) {
		find(selector).click();
	}

	/** What the browser keeps: names, and what no script can see. */
	public Map<String, Cookie> cookies() {
		return this.driver.manage().getCookies().stream().collect(Collectors.toMap(Cookie::getName, (it) -> it));
	}

	/** Sends these header fields with each request, and none of those before. */
	public void send(Map<String, String> fields) {
		this.driver.executeCdpCommand("Network.enable", Map.of());
		this.driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", fields));
	}

	/**
	 * Looks at the page in both colours and two widths: nothing is cut off, and axe finds
	 * nothing. With {@code -Dbrowser.pictures=true} it takes a picture of each, which CI
	 * has no time for.
	 */
	public void look(String name) {
		for (String colours : List.of("light", "dark")) {
			this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
					Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
			for (int width : new int[] { 360, 1280 }) {
				this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
						Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
				assertThat(this.driver.executeScript("return document.documentElement.scrollWidth")).as(name)
					.isIn((long) width, width - 15L);
				assertThat(this.driver.executeScript("""
						const it = document.querySelector('main').getBoundingClientRect();
						return Math.abs(it.left + it.right - document.documentElement.clientWidth) < 2;
						""")).as(name + " is in the middle").isEqualTo(true);
				if (Boolean.getBoolean("browser.pictures")) {
					picture(name + "-" + colours + "-" + width + ".png", width);
				}
			}
			assertThat(new AxeBuilder().analyze(this.driver).getViolations()).as(name + " " + colours)
				.extracting((rule) -> rule.getId() + ": " + rule.getNodes())
				.isEmpty();
		}
	}

	/** The whole page, also what does not fit into the window. */
	private void picture(String file, int width) {
		Object height = this.driver
			.executeScript("return Math.max(document.documentElement.scrollHeight, window.innerHeight)");
		boolean fits = Objects.requireNonNull(height).equals((long) HEIGHT);
		Map<String, Object> whole = fits ? Map.of("format", "png") : Map.of("format", "png", "captureBeyondViewport",
				true, "clip", Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1));
		Object data = this.driver.executeCdpCommand("Page.captureScreenshot", whole).get("data");
		try {
			Files.createDirectories(PICTURES);
			Files.write(PICTURES.resolve(file), Base64.getDecoder().decode(String.valueOf(data)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Which element has the focus, and whether people see that. */
	public String focus() {
		return String.valueOf(this.driver.executeScript(
				"""
						const it = document.activeElement;
						return it.matches(':focus-visible') && getComputedStyle(it).outlineStyle !== 'none' ? it.id || it.tagName : ''
						"""));
	}

	public void tab() {
		this.driver.switchTo().activeElement().sendKeys(Keys.TAB);
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
