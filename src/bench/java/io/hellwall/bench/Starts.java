package io.hellwall.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures from the start of a process until it is ready, and a command from start to
 * end.
 */
final class Starts {

	private final Settings settings;

	private final Report report;

	private final Map<Form, Samples> starts = new EnumMap<>(Form.class);

	Starts(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	/** In turns; a median leaves out the first one, which reads from the disk. */
	void measure() throws Exception {
		Path folder = Settings.FOLDER.resolve("start");
		Samples commands = new Samples(this.settings.longRounds());
		Form best = Form.best();
		for (int round = 0; round < this.settings.longRounds(); round++) {
			List<Form> forms = new ArrayList<>(Form.ofHellwall());
			forms.add(Form.FLOOR);
			commands.add((double) best.listAccounts(folder).toMillis());
			for (Form form : forms) {
				try (Service service = form.start(folder)) {
					this.starts.computeIfAbsent(form, (it) -> new Samples(this.settings.longRounds()))
						.add((double) service.start().toMillis());
				}
			}
		}
		this.starts.forEach((form, it) -> this.report.figure("start to ready, " + form + ", ms", it.median()));
		this.report.figure("account list, " + best + ", ms", commands.median());
		if (best == Form.PACKAGED) {
			this.report.atMost("start, packaged, to that of the floor's plain jar", ratio(Form.PACKAGED, Form.FLOOR),
					1);
		}
		this.report.atMost("start, plain jar, to that of the floor's plain jar", ratio(Form.JAR, Form.FLOOR), 2.2);
		this.report.atMost("account list of the command line to the start", commands.ratioTo(start(best)), 0.5);
	}

	private double ratio(Form form, Form other) {
		return start(form).ratioTo(start(other));
	}

	private Samples start(Form form) {
		return Objects.requireNonNull(this.starts.get(form));
	}

}
