package io.hellwall.moving;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import io.hellwall.account.AccountMoves;
import io.hellwall.account.MovedAccount;
import io.hellwall.persistence.PrivateFiles;

import org.springframework.stereotype.Service;

/** Writes all accounts to a file, with their hashes, as an import reads them. */
@Service
public class AccountExport {

	private static final int PAGE = 500;

	private final AccountMoves moves;

	AccountExport(AccountMoves moves) {
		this.moves = moves;
	}

	/**
	 * Writes a file for its owner alone. It has its name only when it is complete.
	 * @param to a name that ends with {@code .csv} for CSV; any other for JSON Lines
	 * @return how many accounts were written
	 * @throws ImportRefusedException if the file exists
	 */
	public long run(Path to) throws IOException, ImportRefusedException {
		if (Files.exists(to)) {
			throw new ImportRefusedException("--to exists already: remove it, or name another file");
		}
		Path part = to.resolveSibling(to.getFileName() + ".part");
		long count = 0;
		try (FileChannel channel = create(part);
				BufferedWriter writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
			this.moves.exported();
			RecordFormat format = new JsonFormat();
			if (to.toString().endsWith(".csv")) {
				CsvFormat csv = CsvFormat.complete();
				writer.write(csv.head() + "\n");
				format = csv;
			}
			List<MovedAccount> page = this.moves.page(null, PAGE);
			while (!page.isEmpty()) {
				for (MovedAccount account : page) {
					writer.write(format.line(Person.fields(account)) + "\n");
					count++;
				}
				page = this.moves.page(page.getLast().email(), PAGE);
			}
		}
		Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
		return count;
	}

	/**
	 * An export that was killed leaves the file, and somebody else may have put it there.
	 */
	private static FileChannel create(Path part) throws ImportRefusedException {
		try {
			Files.deleteIfExists(part);
			return PrivateFiles.openNew(part);
		}
		catch (IOException ex) {
			throw new ImportRefusedException("--to must be in a folder that exists and can be written to, and " + part
					+ " beside it must be free (" + ex.getClass().getSimpleName() + ")", ex);
		}
	}

}
