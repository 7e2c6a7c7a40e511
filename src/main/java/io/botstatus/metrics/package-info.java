/** What Micrometer counts and measures, where the application has a meter registry. Its types live here and nowhere else. */
@NullMarked
package io.botstatus.metrics;

import org.jspecify.annotations.NullMarked;
