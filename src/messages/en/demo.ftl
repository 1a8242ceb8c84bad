# src/demo
demo-programs-missing = The demonstration needs programs that are not installed: { $programs }.
demo-install-programs = Install them with: { $command }
demo-program-failed = { $program } does not work as the demonstration needs it.
demo-folder-unusable = The demonstration cannot use the folder { $path }.
demo-file-unwritable = The demonstration cannot write { $path }.
