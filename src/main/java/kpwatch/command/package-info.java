/**
 * What users may ask and what they are answered, whatever the platform: rights are passed in. Core:
 * calls ports; no threads, no clock.
 */
@NullMarked
package kpwatch.command;

import org.jspecify.annotations.NullMarked;
