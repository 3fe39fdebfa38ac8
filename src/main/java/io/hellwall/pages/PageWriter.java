package io.hellwall.pages;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.hellwall.device.Language;
import io.hellwall.mail.NameProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Writes pages in the language of their reader. */
@Component
class PageWriter {

	static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	/** As the API answers: no browser asks for a password of its own accord. */
	private static final String CHALLENGE = "Passcode realm=\"hellwall\"";

	private final String service;

	private final PageTemplates templates = new PageTemplates();

	private final Map<Language, PageWords> words = new ConcurrentHashMap<>();

	PageWriter(NameProperties properties) {
		this.service = properties.name();
	}

	/**
	 * Begins a page.
	 * @param title the key of its title
	 * @param language null if the reader named none of ours
	 */
	Page page(String template, String title, @Nullable Language language) {
		return new Page(template, title, this.words.computeIfAbsent(Objects.requireNonNullElse(language, Language.EN),
				(it) -> PageWords.of(it, this.service)));
	}

	ResponseEntity<?> answer(Page page) {
		return answer(HttpStatus.OK, page).body(html(page));
	}

	/** The page again, with what is wrong. */
	ResponseEntity<?> refuse(Trouble trouble, Page page) {
		ResponseEntity.BodyBuilder answer = answer(trouble.status(), page);
		if (trouble.status() == HttpStatus.UNAUTHORIZED) {
			answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
		}
		if (trouble.retryAfter() > 0) {
			answer.header(HttpHeaders.RETRY_AFTER, Long.toString(trouble.retryAfter()));
		}
		return answer.body(html(page.alert(trouble)));
	}

	/** A page that says only what is wrong. */
	Page trouble(@Nullable Language language) {
		return page("message", "troubleTitle", language);
	}

	byte[] html(Page page) {
		return this.templates.write(page.template(), page.variables()).getBytes(StandardCharsets.UTF_8);
	}

	/** Leads to a page by GET, after a form was accepted. */
	static ResponseEntity<?> seeOther(URI page) {
		return ResponseEntity.status(HttpStatus.SEE_OTHER).location(page).build();
	}

	private static ResponseEntity.BodyBuilder answer(HttpStatus status, Page page) {
		return ResponseEntity.status(status)
			.contentType(HTML)
			.header(HttpHeaders.CONTENT_LANGUAGE, page.words().language().tag());
	}

}
