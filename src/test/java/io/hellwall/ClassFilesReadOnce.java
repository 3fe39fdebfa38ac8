package io.hellwall;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * What the first start of a run read in class files, the others need not read again: the
 * tests start the service more than a hundred times.
 */
class ClassFilesReadOnce implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	/** Of a factory that Boot makes for each start. */
	private static final String FACTORY = "org.springframework.boot.autoconfigure.internalCachingMetadataReaderFactory";

	private static final MetadataReaderFactory READ = new CachingMetadataReaderFactory(
			new DefaultResourceLoader(ClassFilesReadOnce.class.getClassLoader())) {

		@Override
		public void clearCache() {
			// Each start ends with this, which would also bound the cache from then on.
		}

	};

	/** What the scans for components read. They do not use that factory. */
	private static final Map<Resource, MetadataReader> SCANNED = new ConcurrentHashMap<>();

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.addBeanFactoryPostProcessor((BeanDefinitionRegistryPostProcessor) ClassFilesReadOnce::replace);
		if (context instanceof DefaultResourceLoader loader) {
			Map<Resource, MetadataReader> read = loader.getResourceCache(MetadataReader.class);
			read.putAll(SCANNED);
			// It is called after the scans.
			context.addBeanFactoryPostProcessor((beans) -> SCANNED.putAll(read));
		}
	}

	private static void replace(BeanDefinitionRegistry registry) {
		registry.removeBeanDefinition(FACTORY);
		registry.registerBeanDefinition(FACTORY, new RootBeanDefinition(MetadataReaderFactory.class, () -> READ));
	}

	/** After Boot's own. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
