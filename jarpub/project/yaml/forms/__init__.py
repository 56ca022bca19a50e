"""Forms of a file other than the usual: entries that are like another, and labels that earlier versions had."""
