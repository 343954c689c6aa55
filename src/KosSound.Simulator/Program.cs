using KosSound.Simulator.Hosting;

return await SimulatorProgram.RunAsync(args);
