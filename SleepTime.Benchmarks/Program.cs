Console.WriteLine("No scenario named.");
