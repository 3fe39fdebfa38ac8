package io.hellwall;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says in one line why the service does not start. A bug keeps its stack trace. */
class OneLineReporter implements FailureAnalysisReporter {

	private static final Logger logger = LoggerFactory.getLogger(Hellwall.class);

	@Override
	public void report(FailureAnalysis analysis) {
		String line = Stream.of(analysis.getDescription(), analysis.getAction())
			.filter(Objects::nonNull)
			.map((text) -> text.strip().replaceAll("\\s+", " "))
			.collect(Collectors.joining(" - "));
		Throwable trace = StartFailureAnalyzer.isBug(analysis.getCause()) ? analysis.getCause() : null;
		logger.error("Hellwall does not start: {}", line, trace);
	}

}
