# src/demo
demo-programs-missing = 시연에 필요한 프로그램이 설치되어 있지 않습니다: { $programs }
demo-install-programs = 다음 명령으로 설치해 주세요: { $command }
demo-program-failed = 시연에 쓰는 { $program } 프로그램이 제대로 작동하지 않습니다.
demo-folder-unusable = 시연에 { $path } 폴더를 쓸 수 없습니다.
demo-file-unwritable = 시연용 파일 { JOSA($path, "을/를") } 쓸 수 없습니다.
