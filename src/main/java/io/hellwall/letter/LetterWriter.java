package io.hellwall.letter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.hellwall.device.Language;
import io.hellwall.device.Network;
import io.hellwall.letter.Occasion.Code;
import org.jspecify.annotations.Nullable;

/** Writes letters. May be called from any thread. */
public final class LetterWriter {

	private final String service;

	private final OwnFiles own;

	private final Templates templates;

	private final Map<Language, Words> words = new ConcurrentHashMap<>();

	/**
	 * Reads and checks the files of the operator.
	 * @param service how the service calls itself
	 * @param folder with files of the operator; it need not exist
	 * @throws IllegalStateException if one of them is wrong; the message names it
	 */
	public LetterWriter(String service, Path folder) {
		this.service = service;
		this.own = OwnFiles.in(folder);
		this.templates = new Templates(this.own.contents());
		this.own.check(this);
	}

	/**
	 * Writes a letter.
	 * @param kind what the letter is about, such as {@code new-login}
	 */
	public Letter write(String kind, Language language, Occasion occasion) {
		Words words = words(language);
		Map<String, Value> values = values(words, occasion);
		Function<Phrase, Object> text = (phrase) -> language.rightToLeft() ? phrase.isolated(values)
				: phrase.plain(values);
		Function<Phrase, Object> html = (phrase) -> phrase.html(values);
		String subject = oneLine(words.phrase(kind + ".subject").plain(values));
		return new Letter(language, subject, this.templates.text(variables(kind, subject, words, values, text)),
				this.templates.html(variables(kind, subject, words, values, html)));
	}

	/**
	 * The files of the product, which an operator may change: their names and contents.
	 */
	public static Map<String, String> files() {
		Map<String, String> files = new HashMap<>();
		BuiltIn.names().forEach((name) -> files.put(name, BuiltIn.read(name)));
		return files;
	}

	Words words(Language language) {
		return this.words.computeIfAbsent(language, (it) -> this.own.words(Words.of(it)));
	}

	private Map<String, Value> values(Words words, Occasion occasion) {
		Map<String, Value> values = new HashMap<>();
		values.put("service", Value.auto(this.service));
		values.put("email", Value.leftToRight(occasion.email()));
		values.put("time", Value.words(words.time(occasion.at())));
		if (occasion.mac() != null) {
			values.put("mac", Value.leftToRight(occasion.mac().value()));
		}
		if (occasion.network() != null) {
			values.put("network", Value.leftToRight(address(occasion.network())));
		}
		Code code = occasion.code();
		if (code != null) {
			values.put("passcode", Value.leftToRight(code.passcode()));
			values.put("lifetime", Value.words(words.duration(code.lifetime())));
		}
		return values;
	}

	/**
	 * What templates may use. A passcode is never isolated by invisible characters: who
	 * copies it would copy them too.
	 */
	private static Map<String, @Nullable Object> variables(String kind, String subject, Words words,
			Map<String, Value> values, Function<Phrase, Object> write) {
		Language language = words.language();
		Map<String, @Nullable Object> variables = new HashMap<>();
		variables.put("language", language.tag());
		variables.put("direction", language.rightToLeft() ? "rtl" : "ltr");
		variables.put("subject", subject);
		variables.put("service", write.apply(new Phrase("{service}")));
		variables.put("opening", write.apply(words.phrase(kind + ".opening")));
		Value passcode = values.get("passcode");
		variables.put("passcode", (passcode != null) ? passcode.text() : null);
		variables.put("passcodeLabel", write.apply(words.phrase("label.passcode")));
		variables.put("use", (passcode != null) ? write.apply(words.phrase(kind + Words.USE)) : null);
		List<Map<String, Object>> details = new ArrayList<>();
		for (String detail : List.of("mac", "network", "time")) {
			if (values.containsKey(detail)) {
				details.add(Map.of("label", write.apply(words.phrase("label." + detail)), "value",
						write.apply(new Phrase("{" + detail + "}"))));
			}
		}
		variables.put("details", details);
		variables.put("closings", words.closings(kind).stream().map(write).toList());
		variables.put("footer", write.apply(words.phrase("footer")));
		return variables;
	}

	/** A single address without the length of its prefix, which few readers know. */
	private static String address(Network network) {
		return network.equals(Network.only(network.base())) ? network.base().toString() : network.toString();
	}

	/** A line break in a value must not begin another header field. */
	private static String oneLine(String subject) {
		return subject.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
	}

}
