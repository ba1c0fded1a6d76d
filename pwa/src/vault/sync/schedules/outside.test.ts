import { keepEveryPromise } from './keeping';
import { OUTSIDE } from './weathers';

keepEveryPromise(OUTSIDE);
