package io.hellwall.transfer;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells whoever waits how far a copy is. */
interface Progress extends AutoCloseable {

	int WIDTH = 79;

	void rows(long count);

	/** One table is done with. */
	void done(String what, long rows);

	@Override
	void close();

	/**
	 * A bar on a terminal, else a line for each table.
	 * @param total the number of rows that will be counted
	 */
	static Progress on(PrintWriter out, long total) {
		boolean terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
		return terminal ? bar(out, total) : lines(out);
	}

	/** A line for each table, for logs. */
	static Progress lines(PrintWriter out) {
		return new Progress() {

			@Override
			public void rows(long count) {
				// Only whole tables are told.
			}

			@Override
			public void done(String what, long rows) {
				out.println(what + ": " + rows + " rows");
			}

			@Override
			public void close() {
				out.flush();
			}

		};
	}

	/** One bar for everything, drawn anew in its line, for a terminal. */
	static Progress bar(PrintWriter out, long total) {
		ProgressBar bar = new ProgressBarBuilder().setTaskName("store copy")
			.setInitialMax(total)
			.setStyle(ProgressBarStyle.ASCII)
			.setConsumer(new DelegatingProgressBarConsumer((text) -> {
				out.print("\r" + text);
				out.flush();
			}, WIDTH))
			.build();
		return new Progress() {

			@Override
			public void rows(long count) {
				bar.stepBy(count);
			}

			@Override
			public void done(String what, long rows) {
				bar.setExtraMessage(what);
				bar.refresh();
			}

			@Override
			public void close() {
				bar.refresh(); // closed at once, it draws its beginning alone
				bar.close();
				out.println();
			}

		};
	}

}
