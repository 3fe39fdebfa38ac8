package io.hellwall.legacy;

import java.util.List;

import org.springframework.context.ApplicationContext;

/** Lets tests of other packages find the ports of the pipe protocol. */
public final class PipePorts {

	private PipePorts() {
	}

	/** The ports of passcodes, logins and requests. */
	public static List<Integer> of(ApplicationContext context) {
		return context.getBean(PipeServer.class).ports();
	}

}
