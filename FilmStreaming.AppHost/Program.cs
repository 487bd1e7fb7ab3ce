await Console.Out.WriteLineAsync("FilmStreaming");
