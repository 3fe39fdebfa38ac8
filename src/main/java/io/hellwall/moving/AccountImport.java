package io.hellwall.moving;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.hellwall.account.AccountMoves;
import io.hellwall.account.ImportProgress;
import io.hellwall.moving.AccountSource.Incoming;
import io.hellwall.transfer.Progress;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Makes accounts of what is in a file. */
@Service
public class AccountImport {

	/** A run that is killed loses the hashes of so many passwords. */
	private static final int BATCH = 200;

	private final AccountMoves moves;

	private final InstantSource time;

	private final @Nullable Changeover here;

	AccountImport(AccountMoves moves, InstantSource time, ObjectProvider<Changeover> here) {
		this.moves = moves;
		this.time = time;
		this.here = here.getIfAvailable();
	}

	/**
	 * Imports a file, or goes on with an import of it that was interrupted. What is wrong
	 * is listed, and stops nothing else.
	 * @param list where the list of what was not taken is written to
	 * @param out where the progress is written to
	 * @throws ImportRefusedException if nothing was begun; the message says why
	 */
	public ImportReport run(Path from, Path list, ImportMode mode, PrintWriter out)
			throws IOException, ImportRefusedException {
		try (AccountSource source = AccountSource.open(from)) {
			Changeover changeover = changeover(from, source);
			if (mode == ImportMode.REHEARSE) {
				if (this.moves.isInterrupted(source.digest())) {
					throw new ImportRefusedException(
							"the import of this file was interrupted: run it again without --dry-run, and it goes on");
				}
				return rehearse(source, from, list, out);
			}
			if (source instanceof OldDatabase old && old.isForgotten()) {
				return new ImportReport(0, 0, list, 0, changeover);
			}
			ImportProgress progress = this.moves.begin(source.digest());
			if (progress.finished() && !(source instanceof OldDatabase old && allExist(old))) {
				this.moves.restart(progress);
				progress = this.moves.begin(source.digest());
			}
			return (progress.finished() ? new ImportReport(progress.taken(), progress.reported(), list, 0, null)
					: take(source, progress, from, list, mode, out))
				.withChangeover(changeover);
		}
	}

	private @Nullable Changeover changeover(Path from, AccountSource source)
			throws IOException, ImportRefusedException {
		Changeover ours = this.here;
		if (ours != null && !ours.isOf(from)) {
			throw new ImportRefusedException("import " + ours.file() + " first: its place is needed");
		}
		if (!(source instanceof OldDatabase)) {
			return null;
		}
		Changeover changeover = (ours != null) ? ours : Changeover.elsewhere(from.toAbsolutePath());
		return changeover.afterReading(source.digest());
	}

	/**
	 * Whether nobody deleted an account since. Else an old database that was put back
	 * would lose its passwords, and nobody would have them.
	 */
	private boolean allExist(OldDatabase old) {
		List<String> keys = old.keys();
		for (int i = 0; i < keys.size(); i += BATCH) {
			List<String> some = keys.subList(i, Math.min(i + BATCH, keys.size()));
			if (this.moves.existing(some).size() < some.size()) {
				return false;
			}
		}
		return true;
	}

	private ImportReport rehearse(AccountSource source, Path from, Path list, PrintWriter out)
			throws IOException, ImportRefusedException {
		ImportBatch.Rehearsal rehearsal = new ImportBatch.Rehearsal();
		long taken = 0;
		long reported = 0;
		long toHash = 0;
		try (NotTaken notTaken = NotTaken.open(list, from, 0);
				Progress bar = Progress.on(out, "account import --dry-run", source.size())) {
			for (List<Incoming> some = next(source, 0); !some.isEmpty(); some = next(source, 0)) {
				ImportBatch batch = ImportBatch.check(some, this.moves, rehearsal);
				reported = notTaken.add(batch.problems());
				taken += batch.persons().size();
				toHash += batch.toHash();
				bar.rows(some.size());
			}
			bar.done("would be taken", taken);
		}
		return new ImportReport(taken, reported, list, toHash, null);
	}

	private ImportReport take(AccountSource source, ImportProgress begun, Path from, Path list, ImportMode mode,
			PrintWriter out) throws IOException, ImportRefusedException {
		ImportProgress progress = begun;
		long toHash = 0;
		long reported;
		try (NotTaken notTaken = (mode == ImportMode.TAKE_WITH_NEW_LIST)
				? NotTaken.openNew(list, from, begun.reported()) : NotTaken.open(list, from, begun.reported());
				Progress bar = Progress.on(out, "account import", source.size())) {
			bar.rows(begun.records());
			for (List<Incoming> some = next(source, begun.records()); !some.isEmpty(); some = next(source,
					begun.records())) {
				ImportBatch batch = ImportBatch.check(some, this.moves, null);
				progress = batch.take(progress, this.moves, this.time.instant(), notTaken);
				toHash += batch.toHash();
				bar.rows(some.size());
			}
			this.moves.finish(progress);
			bar.done("taken", progress.taken());
			reported = notTaken.lines();
		}
		return new ImportReport(progress.taken(), reported, list, toHash, null);
	}

	/** The next records behind those that are done. */
	private static List<Incoming> next(AccountSource source, long done) throws IOException {
		List<Incoming> some = new ArrayList<>();
		Incoming next = source.next();
		while (next != null) {
			if (next.position() > done) {
				some.add(next);
			}
			next = (some.size() < BATCH) ? source.next() : null;
		}
		return some;
	}

}
