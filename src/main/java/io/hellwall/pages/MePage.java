package io.hellwall.pages;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.hellwall.account.Account;
import io.hellwall.account.AccountChanges;
import io.hellwall.account.Accounts;
import io.hellwall.audit.Actor;
import io.hellwall.device.Language;
import io.hellwall.http.Caller;
import io.hellwall.http.Form;
import io.hellwall.pages.Visit.Holder;
import io.hellwall.session.AccountSessions;
import io.hellwall.session.OpenSession;
import io.hellwall.token.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** What holders see of their own account, and change without another passcode. */
@ForPeople
class MePage {

	private static final String PATH = "/me";

	private static final URI ME = URI.create(PATH);

	private static final Map<Language, String> LANGUAGES = Map.of(Language.EN, "English", Language.FR, "Fran\u00e7ais",
			Language.AR, "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", Language.DE, "Deutsch", Language.ES,
			"Espa\u00f1ol");

	private final PageWriter pages;

	private final Browsers browsers;

	private final Accounts accounts;

	private final AccountChanges changes;

	private final AccountSessions sessions;

	MePage(PageWriter pages, Browsers browsers, Accounts accounts, AccountChanges changes, AccountSessions sessions) {
		this.pages = pages;
		this.browsers = browsers;
		this.accounts = accounts;
		this.changes = changes;
		this.sessions = sessions;
	}

	@GetMapping(PATH)
	ResponseEntity<?> open(Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return withHolder(caller, request, response, (holder) -> this.pages.answer(page(holder, caller)));
	}

	@PostMapping(path = PATH + "/sessions/end", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> end(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return withHolder(caller, request, response, (holder) -> {
			Optional<SessionId> id = id(form.text("id"));
			if (id.isEmpty() || !this.sessions.end(holder.account(), id.get(), holder.device())) {
				return this.pages.refuse(Trouble.NO_SESSION, page(holder, caller));
			}
			return PageWriter.seeOther(ME);
		});
	}

	@PostMapping(path = PATH + "/sessions/end-others", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> endOthers(Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return withHolder(caller, request, response, (holder) -> {
			this.sessions
				.endOthers(new io.hellwall.session.Holder(holder.account(), holder.session(), holder.device()));
			return PageWriter.seeOther(ME);
		});
	}

	@PostMapping(path = PATH + "/language", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<?> language(Form form, Caller caller, HttpServletRequest request, HttpServletResponse response) {
		return withHolder(caller, request, response, (holder) -> {
			Account account = this.accounts.find(holder.account()).orElseThrow();
			Language wanted = Arrays.stream(Language.values())
				.filter((it) -> it.tag().equals(form.text("language")))
				.findFirst()
				.orElse(account.language());
			boolean done = wanted == account.language() || wanted == null
					|| this.changes.write(account, account.withLanguage(wanted), Actor.HOLDER, holder.device());
			return done ? PageWriter.seeOther(ME) : this.pages.refuse(Trouble.CHANGED_MEANWHILE, page(holder, caller));
		});
	}

	private ResponseEntity<?> withHolder(Caller caller, HttpServletRequest request, HttpServletResponse response,
			Function<Holder, ResponseEntity<?>> answer) {
		return this.browsers.visit(caller, request, response, (visit) -> (visit instanceof Holder holder)
				? answer.apply(holder) : PageWriter.seeOther(URI.create("/signin?rd=" + PATH)));
	}

	/** In the language that the holder chose. */
	private Page page(Holder holder, Caller caller) {
		Language chosen = this.accounts.find(holder.account()).map(Account::language).orElse(caller.language());
		Language language = Objects.requireNonNullElse(chosen, Language.EN);
		Page page = this.pages.page("me", "meTitle", language);
		List<Map<String, Object>> sessions = this.sessions.list(holder.account())
			.stream()
			.map((session) -> session(session, holder, page.words()))
			.toList();
		return page.say("text", "signedIn", Map.of("email", holder.email().value()))
			.with("width", "wide")
			.with("sessions", sessions)
			.with("others", sessions.size() > 1)
			.with("languages",
					Arrays.stream(Language.values())
						.map((it) -> Map.of("tag", it.tag(), "name", Objects.requireNonNull(LANGUAGES.get(it)),
								"chosen", it == language))
						.toList());
	}

	private static Map<String, Object> session(OpenSession session, Holder holder, PageWords words) {
		String device = session.mac().value();
		return Map.of("id", session.id().toString(), "current", session.id().equals(holder.session()), "device", device,
				"network", address(session.network()), "opened", words.time(session.openedAt()), "lastSeen",
				words.time(session.lastSeenAt()), "ends", words.time(session.endsAt()), "endIt",
				words.text("endSession", Map.of("device", device)));
	}

	/** A single address without the length of its prefix, which few readers know. */
	private static String address(String network) {
		return network.replaceFirst("/(32|128)$", "");
	}

	private static Optional<SessionId> id(String text) {
		try {
			return Optional.of(new SessionId(UUID.fromString(text)));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
