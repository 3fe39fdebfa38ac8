package io.hellwall.transfer;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a copy or an import is: on a terminal one bar for all of it, elsewhere
 * (in a log) a line for each part.
 */
public final class Progress implements AutoCloseable {

	private static final int WIDTH = 79;

	private final PrintWriter out;

	private final @Nullable ProgressBar bar;

	private Progress(PrintWriter out, @Nullable ProgressBar bar) {
		this.out = out;
		this.bar = bar;
	}

	/**
	 * Begins to show a progress.
	 * @param name what is shown before the bar
	 * @param total the number of rows that will be counted
	 */
	public static Progress on(PrintWriter out, String name, long total) {
		boolean terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
		return terminal ? bar(out, name, total) : lines(out);
	}

	static Progress lines(PrintWriter out) {
		return new Progress(out, null);
	}

	static Progress bar(PrintWriter out, String name, long total) {
		return new Progress(out,
				new ProgressBarBuilder().setTaskName(name)
					.setInitialMax(total)
					.setStyle(ProgressBarStyle.ASCII)
					.setConsumer(new DelegatingProgressBarConsumer((text) -> {
						out.print("\r" + text);
						out.flush();
					}, WIDTH))
					.build());
	}

	/** Counts rows that were copied or compared. */
	public void rows(long count) {
		if (this.bar != null) {
			this.bar.stepBy(count);
		}
	}

	/** Reports that a table is finished. */
	public void done(String what, long rows) {
		if (this.bar != null) {
			this.bar.setExtraMessage(what);
			this.bar.refresh();
		}
		else {
			this.out.println(what + ": " + rows + " rows");
		}
	}

	@Override
	public void close() {
		if (this.bar != null) {
			this.bar.refresh(); // without this, a quick copy shows the first state only
			this.bar.close();
			this.out.println();
		}
		this.out.flush();
	}

}
