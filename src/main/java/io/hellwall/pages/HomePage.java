package io.hellwall.pages;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.hellwall.browser.SignInProperties;
import io.hellwall.http.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What is at the root: the account of whoever signs in, or what this is. */
@Controller
@Hidden
class HomePage {

	private static final String KEEP = "public, max-age=300";

	private final PageWriter pages;

	private final boolean people;

	HomePage(PageWriter pages, SignInProperties properties) {
		this.pages = pages;
		this.people = properties.publicUrl() != null;
	}

	@GetMapping("/")
	ResponseEntity<?> home(Caller caller) {
		return this.people ? PageWriter.seeOther(URI.create("/me"))
				: this.pages.answer(this.pages.page("home", "homeTitle", caller.language())
					.say("document", "homeDocument", Map.of("format", "OpenAPI"))
					.say("docs", "homeDocs", Map.of("file", "README.md", "folder", "src/docs")));
	}

	/** It holds nothing of anybody, so a browser may keep it. */
	@GetMapping("/style.css")
	ResponseEntity<byte[]> style(HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, KEEP);
		return ResponseEntity.ok()
			.contentType(MediaType.valueOf("text/css;charset=UTF-8"))
			.body(PageFiles.text("style.css").getBytes(StandardCharsets.UTF_8));
	}

}
