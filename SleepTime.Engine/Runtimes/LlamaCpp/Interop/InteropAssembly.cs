using System.Runtime.CompilerServices;

// A C# bool crosses the edge as C's one-byte bool, and structs as they lie in memory.
[assembly: DisableRuntimeMarshalling]
