package io.hellwall.moving;

import java.io.BufferedWriter;
import java.io.IOException;
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
		PrivateFiles.create(part);
		long count = 0;
		try (BufferedWriter writer = Files.newBufferedWriter(part)) {
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
		this.moves.exported();
		Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
		return count;
	}

}
